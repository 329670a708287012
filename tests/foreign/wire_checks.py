"""A foreign client's checks of the wire: handshake refusals, close codes, and what must leave no trace.

Usage: wire_checks.py [--binary PATH]. Prints `N passed, N failed`; exit code 0 or 1.
"""

import argparse
import asyncio
import sys
import traceback

import environment

environment.enter()

import wire_handshake
import wire_messages
import wire_seats
from checks import CHECKS, run_all
from server import OwnServer, find_binary
from wire_names import CONFIGURATION

MODULES = (wire_handshake, wire_messages, wire_seats)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description="Checks a Rostrum server from the outside.")
    parser.add_argument("--binary", help="the program to start")
    options = parser.parse_args()
    with OwnServer(find_binary(options.binary), CONFIGURATION) as server:
        failed = asyncio.run(run_all(server.url, server.token))
        # The last one, because the server is gone afterwards.
        try:
            asyncio.run(wire_seats.check_going_away(server))
        except Exception:
            failed += 1
            print(f"FAILED {wire_seats.check_going_away.__doc__}\n{traceback.format_exc()}", flush=True)
        else:
            print(f"ok {wire_seats.check_going_away.__doc__}", flush=True)
    print(f"{len(CHECKS) + 1 - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
