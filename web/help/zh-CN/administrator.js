/** @type {import('../types.d.ts').Page} */
export default {
  title: '系统管理员使用帮助',
  intro: '一个程序文件、一个数据目录，没有别的依赖，也不访问外网。命令 `rostrum help` 列出全部子命令。',
  sections: [
    {
      id: 'install', title: '安装和启动', body: [
        { steps: ['用 `cargo build --release` 构建，得到 `target/release/rostrum`，复制到服务器上。', '建一个普通用户和数据目录，不要用 root 运行。', '启动：'] },
        { code: 'rostrum serve --data /var/lib/rostrum --public-url https://consult.example' },
        { points: [
          '`--data`：全部需要保存的东西都在这里。新建的目录只有本用户能进。',
          '`--public-url`：大家访问的地址。邀请链接、Cookie 和来源检查都照它来，一定要写对。',
          '`--listen`：监听地址，默认 `127.0.0.1:8080`，只供本机的代理访问。',
        ] },
        '想先看看效果，运行 `rostrum demo`：一场现成的会议，各种身份的链接都打印出来，结束后不留任何数据。',
      ],
    },
    {
      id: 'set-up', title: '首次设置', body: [
        { picture: 'setup', alt: '首次设置页面：说明和按钮“领取令牌”。' },
        '第一次启动时，标准错误里打印一个设置链接，三十分钟内有效，只能用一次。打开它，按 [领取令牌]，把令牌交给召集人。令牌同时存在数据目录的 `convener-token` 文件里。',
        '也可以用环境变量 `ROSTRUM_CONVENER_TOKEN` 指定令牌，要长而随机；指定以后以它为准。换令牌：停下服务器，改变量，或者删掉 `convener-token` 文件，再启动。',
      ],
    },
    {
      id: 'proxy', title: '前面放 TLS 代理', body: [
        '程序本身不做 TLS。前面放 nginx 或 Caddy，要求：转发 `Upgrade`，不缓冲，读超时一分钟以上。nginx 的写法：',
        { code: 'location / {\n    proxy_pass http://127.0.0.1:8080;\n    proxy_http_version 1.1;\n    proxy_set_header Host $host;\n    proxy_set_header Upgrade $http_upgrade;\n    proxy_set_header Connection "upgrade";\n    proxy_buffering off;\n    proxy_read_timeout 90s;\n    proxy_send_timeout 90s;\n}' },
        { note: '服务器看到的都是代理的地址，所以按地址计算的限制（例如每分钟失败的进入次数 `edge.failed_joins_per_minute`）由全体共用。' },
        '要占一个完整的域名，不能放在子路径下。服务器的时钟要准，请开启时间同步。',
      ],
    },
    {
      id: 'backup', title: '备份和恢复', body: [
        '数据目录里：`rostrum.db` 是全部记录和签名密钥，`convener-token` 是令牌，`projections.db` 是由记录推算出来的，丢了会自动重建。',
        { steps: ['停下服务器。', '整个复制数据目录。', '再启动。'] },
        { code: 'cp -a /var/lib/rostrum /backup/rostrum-2026-11-28' },
        '不停机时，用 SQLite 自己的在线备份，另外复制 `convener-token`。不要直接复制正在使用的数据库文件。',
        { code: 'sqlite3 /var/lib/rostrum/rostrum.db ".backup /backup/rostrum.db"' },
        '恢复：停下服务器，把备份放回数据目录，启动。请定期演练：用备份在另一个端口启动一次，导出一份记录，用 `rostrum verify` 核验。',
        { note: '恢复旧备份，之后的记录就没有了。在手机上核验过的委员会看到记录与记住的不相符，请事先说明。备份里有密钥和令牌，要像保管它们一样保管备份。' },
      ],
    },
    {
      id: 'configuration', title: '配置和限制', body: [
        '命令行参数优先，其次环境变量（`ROSTRUM_LISTEN`、`ROSTRUM_DATA`、`ROSTRUM_PUBLIC_URL`、`ROSTRUM_CONFIG`），再次是 `--config` 指定的 TOML 文件。写错的键会报出行号，不会悄悄忽略。',
        { code: 'public_url = "https://consult.example"\nutc_offset_minutes = 480\n\n[session]\npost_chars_max = 4000\n[live]\ncommands_per_second = 10\n[edge]\nconnections_max = 25000' },
        '每一项限制都有默认值，平时不用改。常用的几个：',
        { points: [
          '`session.participants_max`：一场会议最多多少人，20000。',
          '`session.post_chars_max`：一条书面意见最多多少字，4000。',
          '`live.sockets_per_session_max`：一场会议最多多少个连接，20000。',
          '`live.commands_per_second`：每人每秒最多几个操作，10。',
          '`edge.connections_max`：全部连接，25000。',
          '`edge.invitation_lifetime_ms`：邀请链接的有效期，90 天。',
        ] },
        '达到任何一个限制，都计入指标 `rostrum_limit_hits_total`。',
      ],
    },
    {
      id: 'watch', title: '监控和日志', body: [
        { points: [
          '`/healthz`：进程还活着。`/readyz`：可以服务。`/version`：版本。',
          '`/metrics`：Prometheus 格式，要带召集人令牌；配置 `metrics_open` 可以放开。',
          '日志写到标准错误，不在终端上时是 JSON；用 `RUST_LOG` 调整详细程度。',
        ] },
        '值得设报警的指标：',
        { points: [
          '`rostrum_appends_failed_total`：写不进磁盘。',
          '`rostrum_sessions_faulted_total`：有会议出错，只能看、不能写。',
          '`rostrum_command_durable_seconds`：从操作到写入磁盘的时间。',
          '`rostrum_limit_hits_total`：有人碰到了限制。',
          '`rostrum_sockets`：在线的连接数。',
        ] },
      ],
    },
    {
      id: 'load', title: '大会之前：压力测试', body: [
        '`rostrum load` 自己启动一个服务器，模拟这么多人进来、发言、断线重连，最后给出结论。',
        { code: 'rostrum load --members 500 --data /var/lib' },
        '先按预计人数测，再按两倍测。最后一行是 `good` 就可以。对正在用的服务器测，会留下测试会议，不要这样做。',
        '经验：500 人，一个核、256 MiB 内存、50 Mbit/s；5000 人，两个核、512 MiB、1 Gbit/s。',
      ],
    },
    {
      id: 'verify', title: '核验导出的记录', body: [
        { picture: 'desk-record', alt: '工作台上的会议记录：下载可核验记录和查看检查点的按钮。' },
        '从工作台下载可核验记录，在任何一台机器上：',
        { code: 'rostrum verify record.jsonl\nrostrum verify record.jsonl --key VERIFIER_KEY' },
        '任何一条被改、被删、被加、被调换，都会指出来。不带 `--key` 时相信文件自己写的公钥；带上事先公布的公钥，才能证明是这台服务器签的。换过密钥的，再用 `--keys` 给出公布的密钥文件。',
      ],
    },
    {
      id: 'keys', title: '更换签名密钥', body: [
        { steps: ['停下服务器。运行时会拒绝更换。', '更换，再启动：'] },
        { code: 'rostrum key rotate --data /var/lib/rostrum' },
        '旧密钥为新密钥作证，以前签的仍然有效，委员的手机也认得。用 `rostrum key show --data DIR --session ID` 查看一场会议公布的密钥。',
      ],
    },
    {
      id: 'erase', title: '依法清除文字', body: [
        '找到要清除的条目编号（可核验记录里的 `seq`），再执行：',
        { code: 'curl -X POST https://consult.example/api/sessions/ID/erasures \\\n  -H "Authorization: Bearer $ROSTRUM_CONVENER_TOKEN" \\\n  -H "Content-Type: application/json" \\\n  -d \'{"seqs":[123],"reason":"依法删除个人信息"}\'' },
        '文字从数据库、索引和内存里清掉，打开着的页面也会重新载入。条目本身和全部证明仍然有效。',
        { note: '以前的备份、导出的文件和别人的设备里还有这些字，回答里会提醒。请一并处理备份。' },
      ],
    },
    {
      id: 'upgrade', title: '升级', body: [
        { steps: ['选在没有会议的时候。备份数据目录。', '换上新的程序文件。', '重启。数据库会自动升级。'] },
        '停止用 SIGTERM，几秒内结束；已经确认的操作都已写入磁盘。大家的页面会自己重连；打开着的旧页面有些部分可能载入不了，请大家刷新一次。要退回旧版本，用升级前的备份。',
        '搜索不正常时，停下服务器运行 `rostrum reindex --data /var/lib/rostrum`，重建由记录推算出来的一切。',
      ],
    },
    {
      id: 'trouble', title: '常见问题', body: [
        { points: [
          '页面打开了，一直连不上：代理没有转发 `Upgrade`，或者 `--public-url` 与实际地址不一致。',
          '启动时说数据库正被另一个进程使用：还有一个服务器开着同一个数据目录。',
          '链接里的地址不对：改 `--public-url`，重启；链接里的其他部分仍然有效。',
          '设置链接过期了：令牌在 `convener-token` 文件里。',
          '人多时连不上：看 `rostrum_limit_hits_total`，并检查系统和代理允许打开的文件数。',
        ] },
      ],
    },
  ],
};
