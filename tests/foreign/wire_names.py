"""What the wire checks take from the configuration and the protocol, in one place."""

# A shorter wait for the hello than the 5 s of the protocol, so that the check does not take them.
HELLO_TIMEOUT_MS = 400
CONFIGURATION = f"[live]\nhello_timeout_ms = {HELLO_TIMEOUT_MS}\n"

MESSAGE_BYTES_MAX = 64 * 1024
MALFORMED_MAX = 10
COMMANDS_BURST = 30
REVOKED_WITHIN_SECONDS = 1.0

GOING_AWAY = 1001
BINARY_FRAME = 1003
ABUSE = 1008
TOO_LARGE = 1009
SEAT_REVOKED = 4001
HELLO_EXPECTED = 4004
