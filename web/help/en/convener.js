/** @type {import('../types.d.ts').Page} */
export default {
  title: 'Help for conveners',
  intro: 'The desk is at the server’s address with /desk after it. There you make sessions, give out links, take the record, and keep the register of commitments.',
  sections: [
    {
      id: 'token', title: 'The token', body: [
        'The desk takes the convener’s token. The administrator gets a set-up link at the first start of the server, and the token behind it. Enter it under [Convener’s token] and press [Enter the desk].',
        { note: 'Whoever has the token sees everybody’s link. It is kept in this tab alone; press [Leave and forget the token] when you are done, which removes drafts, too.' },
      ],
    },
    {
      id: 'new', title: 'A new session', body: [
        { picture: 'desk-new', alt: 'The first step of a new session: the form of consultation with its rules and steps of preparation, and the agenda; above them the four steps.' },
        'Press [New session] and fill in four steps. They are listed above, and any of them can be opened at any time; [Back] loses nothing.',
        { steps: [
          '[Form and agenda]: choose the [Form of consultation]; its rules and steps of preparation stand below, and the agenda comes with it. Without [Minutes per speech] the rules decide.',
          '[The session]: title, body, start, venues and materials. Materials are addresses that members open from the agenda.',
          '[People]: paste the list, or [Read a file].',
          '[Check and create]: look at the form, the agenda, when the steps of preparation are due, and how many people there are by role and sector; then press [Create the session and invite 8].',
        ] },
        'You may leave in the middle: the draft stays in the same tab. If the network fails it says [Go on]: press it; no session is made twice and nobody is invited twice.',
      ],
    },
    {
      id: 'people', title: 'The list of people', body: [
        'One person a line: name, role, sector, venue. Paste it from a spreadsheet, choose a CSV file under [Read a file], or drop the file on the page. With a head the columns may stand in any order, and others are not read; [Download an empty table] has the head already.',
        { code: 'Li Ming\tchair\t\tMain venue\nWang Fang\tclerk\t\tMain venue\nZhang Guifen\tmember\tHealth\tMain venue\nMa Xiaojun\toperator\t\tRiverside library\nCivil Affairs Bureau\towner' },
        { points: [
          'Roles: chair, clerk, member, respondent, operator, captioner, observer, display, owner (a responsible unit). Without one somebody is a member.',
          'There must be a chair, and there should be a clerk.',
          'Save a workbook as CSV first; the encodings of Excel and WPS are understood. At most 4 MB.',
        ] },
        'The table below the list says what becomes of each line, what is wrong first; its numbers are those of the lines in the file. Nobody is invited yet. [Mend] changes a line, [Leave out] does not invite it, and [Put back] does again; what is left out stays so while you write on. Of many lines some are shown at first, and [Show 10 more lines] shows the rest. Venues that the list names and the session lacks are added by one press.',
      ],
    },
    {
      id: 'links', title: 'Giving out the links', body: [
        { picture: 'desk-invitations', alt: 'A session: a line for each person with the buttons “Copy link”, “Renew” and “Revoke”.' },
        { points: [
          '[Copy a table of 8 links]: paste it into a spreadsheet, and send each person the own one.',
          '[Print codes of 8]: cards on A4, eight to a page.',
          '[Copy link]: for one person.',
          'Search and tick first, and it is for those alone. [Order] puts people as listed, by strokes, by pinyin or by sector; tables and cards follow it.',
        ] },
        { note: 'A link is for its owner alone; it is what proves who somebody is. Never send the whole table to everybody.' },
        'Links are usually good for three months; the list says until when.',
      ],
    },
    {
      id: 'renew', title: 'Renewing, revoking, adding people', body: [
        { points: [
          '[Renew]: the link or the phone was lost. The old link and the devices that entered with it stop working at once.',
          '[Revoke]: somebody does not take part any more. You can renew it later.',
          '[Invite more people]: before and during the meeting, in the same way as the list, also from a file. Whoever has the name of somebody who is there already is pointed out.',
        ] },
      ],
    },
    {
      id: 'forms', title: 'Forms of consultation', body: [
        'There are eleven: plenary, standing committee, monthly thematic, counterpart, sector, proposal handling, expert, online, remote, front line, and a plain meeting. Under [Forms of consultation] you can [Amend] or [Repeal] one, or [Enact a new form]; its content is JSON, and a reason is asked for.',
        'An amendment holds for sessions that are made afterwards; those that exist keep their version. Every version is kept.',
      ],
    },
    {
      id: 'day', title: 'On the day', body: [
        'The convener does not conduct the meeting; chair and clerks come in by their own links. To see the room, give yourself a link as an observer.',
        'Before the opening see that chair and clerk have been in once, that every branch venue has an operator, and that the screens are on.',
      ],
    },
    {
      id: 'record', title: 'Taking the record', body: [
        { picture: 'desk-record', alt: 'The record: buttons to download it for print, for the archive, as text and to verify, and the checkpoint below.' },
        { points: [
          '[Download the transcript for print (HTML)], [Download the transcript (Markdown)], [Download the transcript for the archive (Akoma Ntoso XML)], [Download the attendance (table)].',
          '[Download the verifiable record (JSONL)]: anybody can check it with `rostrum verify`, without the server.',
          '[Show the checkpoint]: the server’s signature over the record so far. Copy it on the day of the sealing, and keep it elsewhere or publish it: it proves later that nothing was altered.',
        ] },
      ],
    },
    {
      id: 'register', title: 'The register of commitments', body: [
        { picture: 'desk-register', alt: 'The register: filters, shares settled by category and by unit, and the table.' },
        'The [Register of commitments] has those of all sessions: filter by day, state, category and unit, see what is overdue and how much is settled, and by state on the [Board]. [Download table] takes it along, [Print] prints it.',
        'A responsible unit need not enter the room: send it its link, and it reports at any time, after the sealing, too.',
      ],
    },
    {
      id: 'reviews', title: 'Look-back reviews', body: [
        { steps: ['Tick what is to be looked at in the register, and press [Make a review (3 chosen)].', 'Give it a title and a day, and press [Make it].', 'Fill in [What was found] and who checked, line by line, and press [Save].'] },
        'What was found does not change the commitment itself. A review can be printed and downloaded as a table.',
      ],
    },
    {
      id: 'erase', title: 'Erasing words by law', body: [
        'When the law gives somebody a right to it, the administrator erases the words of entries with the convener’s token. That something was said, when and by whom, stays, and the record still verifies; it reads (words erased by law). Agree beforehand who decides it.',
      ],
    },
  ],
};
