/** @type {import('../types.d.ts').Page} */
export default {
  title: 'Help for administrators',
  intro: 'One program and one data directory; nothing else is needed, and nothing is fetched from elsewhere. `rostrum help` lists all commands.',
  sections: [
    {
      id: 'install', title: 'Installing and starting', body: [
        { steps: ['Build it with `cargo build --release`, and copy `target/release/rostrum` to the server.', 'Make an ordinary user and a data directory; do not run it as root.', 'Start it:'] },
        { code: 'rostrum serve --data /var/lib/rostrum --public-url https://consult.example' },
        { points: [
          '`--data`: everything that lasts lies there. A directory that is made new is its owner’s alone.',
          '`--public-url`: where people reach it. Links, cookies and the check of origins follow it, so it must be right.',
          '`--listen`: by default `127.0.0.1:8080`, for a proxy on the same machine.',
        ] },
        'To see what it is like, run `rostrum demo`: a meeting with links for all roles, of which nothing is kept.',
      ],
    },
    {
      id: 'set-up', title: 'The first set-up', body: [
        { picture: 'setup', alt: 'The page of the first set-up: an explanation and the button “Get the token”.' },
        'The first start prints a set-up link on standard error, good for thirty minutes and once. Open it, press [Get the token], and give the token to the convener. It is also in the file `convener-token` in the data directory.',
        '`ROSTRUM_CONVENER_TOKEN` in the environment sets a token instead, which then holds; make it long and random. For another token stop the server, change the variable, or remove the file `convener-token`, and start it again.',
      ],
    },
    {
      id: 'proxy', title: 'A TLS proxy in front', body: [
        'The program does not speak TLS. Put nginx or Caddy in front; it must pass `Upgrade`, not buffer, and have a read timeout above a minute. With nginx:',
        { code: 'location / {\n    proxy_pass http://127.0.0.1:8080;\n    proxy_http_version 1.1;\n    proxy_set_header Host $host;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection "upgrade";\n    proxy_buffering off;\n    proxy_read_timeout 90s;\n    proxy_send_timeout 90s;\n}' },
        { note: 'The server sees the proxy’s address only, so everybody shares what is limited by address, such as failed attempts to come in, `edge.failed_joins_per_minute`.' },
        'It needs a host name of its own, not a path below one. Its clock must be right: keep it synchronised.',
      ],
    },
    {
      id: 'backup', title: 'Backing up and restoring', body: [
        'In the data directory `rostrum.db` is the whole record with the signing keys, `convener-token` the token; `projections.db` is derived from the record, and made anew when it is lost.',
        { steps: ['Stop the server.', 'Copy the whole data directory.', 'Start it again.'] },
        { code: 'cp -a /var/lib/rostrum /backup/rostrum-2026-11-28' },
        'Without stopping it, use SQLite’s own online backup, and copy `convener-token`, too. Never copy the files of a database in use.',
        { code: 'sqlite3 /var/lib/rostrum/rostrum.db ".backup /backup/rostrum.db"' },
        'To restore, stop the server, put the backup into the data directory, and start it. Practise it: start from a backup on another port, export a record, and check it with `rostrum verify`.',
        { note: 'What came after an old backup is gone when it is restored, and members who checked the record on their phones will see that it does not agree; tell them beforehand. A backup holds keys and token: keep it as safe as those.' },
      ],
    },
    {
      id: 'configuration', title: 'Configuration and limits', body: [
        'Flags go before the environment (`ROSTRUM_LISTEN`, `ROSTRUM_DATA`, `ROSTRUM_PUBLIC_URL`, `ROSTRUM_CONFIG`), before the TOML file of `--config`. A key that does not exist is an error with its line, never ignored.',
        { code: 'public_url = "https://consult.example"\nutc_offset_minutes = 480\n\n[session]\npost_chars_max = 4000\n[live]\ncommands_per_second = 10\n[edge]\nconnections_max = 25000' },
        'Every limit has a default that usually holds. Those that matter most:',
        { points: [
          '`session.participants_max`: people of a session, 20000.',
          '`session.post_chars_max`: characters of an opinion, 4000.',
          '`live.sockets_per_session_max`: connections of a session, 20000.',
          '`live.commands_per_second`: actions of a person in a second, 10.',
          '`edge.connections_max`: all connections, 25000.',
          '`edge.invitation_lifetime_ms`: how long a link is good, 90 days.',
        ] },
        'Whenever a limit is reached `rostrum_limit_hits_total` counts it.',
      ],
    },
    {
      id: 'watch', title: 'Watching it, and logs', body: [
        { points: [
          '`/healthz`: the process lives. `/readyz`: it can serve. `/version`: which version.',
          '`/metrics`: for Prometheus, with the convener’s token; `metrics_open` in the configuration opens it.',
          'Logs go to standard error, as JSON unless that is a terminal; `RUST_LOG` says how much.',
        ] },
        'Worth an alarm:',
        { points: [
          '`rostrum_appends_failed_total`: the disk takes nothing.',
          '`rostrum_sessions_faulted_total`: a session has failed, and can be read but not written.',
          '`rostrum_command_durable_seconds`: from an action to the disk.',
          '`rostrum_limit_hits_total`: somebody met a limit.',
          '`rostrum_sockets`: connections in rooms.',
        ] },
      ],
    },
    {
      id: 'load', title: 'Before a big day: a load test', body: [
        '`rostrum load` starts a server of its own, has so many people come in, speak and come back after a crash, and says what came of it.',
        { code: 'rostrum load --members 500 --data /var/lib' },
        'Run it for the number you expect, then for twice as many. If the verdict is `good`, it is. A server in use keeps the sessions of such a test: do not test that one.',
        'As a rule: 500 members, one core, 256 MiB, 50 Mbit/s; 5,000 members, two cores, 512 MiB, 1 Gbit/s.',
      ],
    },
    {
      id: 'verify', title: 'Verifying an exported record', body: [
        { picture: 'desk-record', alt: 'The record at the desk: buttons to download the verifiable record and to show the checkpoint.' },
        'Download the verifiable record from the desk; then, on any machine:',
        { code: 'rostrum verify record.jsonl\nrostrum verify record.jsonl --key VERIFIER_KEY' },
        'Whatever was altered, dropped, added or moved is found. Without `--key` the key in the file is believed; with one that was published before it is proved that this server signed. After a rotation give the published keys with `--keys`.',
      ],
    },
    {
      id: 'keys', title: 'A new signing key', body: [
        { steps: ['Stop the server; while it runs this is refused.', 'Rotate the key, and start it again:'] },
        { code: 'rostrum key rotate --data /var/lib/rostrum' },
        'The old key vouches for the new one: what was signed stays good, and the phones of members know it. `rostrum key show --data DIR --session ID` prints the published keys of a session.',
      ],
    },
    {
      id: 'erase', title: 'Erasing words by law', body: [
        'Find the numbers of the entries (`seq` in the verifiable record), and order it:',
        { code: 'curl -X POST https://consult.example/api/sessions/ID/erasures \\\n  -H "Authorization: Bearer $ROSTRUM_CONVENER_TOKEN" \\\n  -H "Content-Type: application/json" \\\n  -d \'{"seqs":[123],"reason":"personal data, by law"}\'' },
        'The words go from the database, the index and the memory, and open pages load anew. The entries and all proofs stay good.',
        { note: 'Earlier backups, exports and other people’s devices still have the words, as the answer says. See to the backups, too.' },
      ],
    },
    {
      id: 'upgrade', title: 'Upgrading', body: [
        { steps: ['Do it when there is no meeting. Back up the data directory.', 'Put the new program in the place of the old one.', 'Restart. The database is brought up to date by itself.'] },
        'SIGTERM ends it within seconds; what was acknowledged is on the disk. Pages connect again by themselves; parts of an old page may not load any more, so ask people to reload. To go back to the old version use the backup from before.',
        'If search is out of order, stop the server and run `rostrum reindex --data /var/lib/rostrum`, which makes anew whatever is derived from the record.',
      ],
    },
    {
      id: 'trouble', title: 'Common troubles', body: [
        { points: [
          'The page opens but never connects: the proxy does not pass `Upgrade`, or `--public-url` is not the address that people use.',
          'At the start the journal is in use by another process: another server runs on the same data directory.',
          'Links have a wrong address: correct `--public-url` and restart; the rest of a link stays good.',
          'The set-up link has expired: the token is in the file `convener-token`.',
          'People cannot connect when there are many: look at `rostrum_limit_hits_total`, and at the open files that system and proxy allow.',
        ] },
      ],
    },
  ],
};
