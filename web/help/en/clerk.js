/** @type {import('../types.d.ts').Page} */
export default {
  title: 'Help for clerks',
  intro: 'Your screen and your buttons are the chair’s; you only answer no polls. Calling, the clock and the order are in the help for chairs; here is what clerks do most.',
  sections: [
    {
      id: 'record', title: 'Recording what is said', body: [
        { picture: 'console-record', alt: 'The clerk’s screen: words just heard in “Record what is said” on the right, and “Put into the transcript” below.' },
        { steps: ['While somebody speaks, [Record what is said] stands above the [Transcript] on the right.', 'Write a part, press [Put into the transcript], and go on. A speech may have many parts.'] },
        { points: [
          'Once you have begun to write, the words stay with that speaker, also when the next one begins. For somebody else choose under [Belongs to].',
          'What you have not sent stays on this device when the line drops or the page is reloaded.',
          'A part has at most 8,000 characters.',
          'If there is a captioner, that person records; you revise.',
        ] },
      ],
    },
    {
      id: 'revise', title: 'Revising the record', body: [
        'Press [Revise] beside the words, change them, say why, and press [Save]. All versions stay and can be compared by everybody. The speaker has to confirm a new version again.',
        'What the speaker has confirmed says [confirmed by the speaker]. Until the record is sealed it can be revised, after the meeting was adjourned, too.',
      ],
    },
    {
      id: 'opinions', title: 'Opinions: threads and approval', body: [
        { picture: 'console-approval', alt: 'Opinions: those that wait for approval in a list of their own, with the button “Approve”.' },
        { points: [
          '[New thread]: also before the meeting, and for an item if you like. [Close the thread] when it takes no more.',
          'Where opinions are approved first, they wait under [Waiting for approval], the longest wait on top. Read, then press [Approve]. You approve the version that you see; if its author changes it, it comes back.',
          'Under [More]: [Pin] what matters; [Hide] what is out of place, with a reason. Hidden is not deleted; [Show again] brings it back.',
          'For what was answered in the meeting press [Mark the answer given in the meeting] and choose the speech.',
          'When there are many press [In lanes]: waiting, shown, raised, answered, and hidden or withdrawn, each with its count; a card has [Approve], [To the screen], [Pin] or [Hide] for one press. See one sector alone, or what most people hold with first.',
        ] },
      ],
    },
    {
      id: 'people', title: 'Signing in, and people', body: [
        { picture: 'console-people', alt: 'People: a search box, and for each person whether they are here, with buttons to sign in and for a new link.' },
        { points: [
          'Who is connected has arrived by that. For people in the room without a device press [Sign in] under [People], or search and press [Sign in the 5 that were found].',
          'The upper right shows who has arrived, and the quorum. It counts the chair and members only.',
          '[Change the role] and [Remove] are here, too. What somebody said stays in the record. [Order] puts people as listed, by strokes, by pinyin or by sector.',
        ] },
      ],
    },
    {
      id: 'links', title: 'Somebody cannot come in: a new link', body: [
        { steps: ['Find the person under [People].', 'Press [New link].', 'Press [Copy the link], and send the new personal link to that person alone.'] },
        { note: 'The old link, and every device that entered with it, stop working at once. A place in the queue or on the floor is still there when they enter again.' },
        'For somebody who came unexpected use [Invite somebody]. If no answer comes press [Try again]; nobody is invited twice. Links of the chair and of other clerks are with the convener, at the desk.',
      ],
    },
    {
      id: 'ask', title: 'Asking for somebody', body: [
        '[Ask for somebody] above the queue: find the person, choose the kind, send it. The queue says who asked for whom. When that person is called, press [Say ready for them].',
      ],
    },
    {
      id: 'commitments', title: 'Recording what was promised', body: [
        { steps: ['Press [Record as a promise] beside the words of the department.', 'Put it into one sentence, choose who is responsible, the day, the category and who asked, and press [Next].', 'Look at words, unit and day once more, and press [Record].'] },
        'The unit is chosen from the list, as a responsible unit or a respondent; one that is not there is invited on the spot by [Invite a responsible unit]. The promise is then under [Promises]; when there are many, see them by state on the [Board], or [Overdue alone]. It is overdue once its day has passed and it is not settled. Where nobody asked, you say how it was kept; what is not enough you [Reopen].',
      ],
    },
    {
      id: 'screen', title: 'The big screen', body: [
        'The big screens of the halls are opened with links of the role display and show one scene; move the pointer, and [Full screen (F)] comes up in the corner. Ask the convener to add a person for each screen, with that role.',
        'Left alone, the screens follow the session by themselves: before it begins, speaker and clock, recess, the end; and an open poll while nobody speaks. For something else open [Big screen], choose one of the buttons, write a [Notice…] or show an opinion or a speech large; look at it under [Preview] and press [Send to the screens] (the key B). The screens of all venues change at once, and it can be taken back.',
        'A screen that loses its network does not go black: within seconds it says as of when its picture is, its clock is struck through and stands, and it goes on by itself.',
      ],
    },
    {
      id: 'busy', title: 'When everything comes at once', body: [
        { points: [
          'A wrong press: [Undo] (the key U), within 12 seconds.',
          '[Something has just changed. Look again before you press.]: the chair acted, too. Look, then press.',
          'Who is away is marked [away] in the queue; places are kept, and you need do nothing.',
          'A speaker is away: wait, or [Pause the clock], or end the speech.',
          'To find a sentence: search above the transcript; the key is /. [Keys] (the key ?) shows the others.',
        ] },
      ],
    },
    {
      id: 'afterwards', title: 'Finishing', body: [
        { steps: [
          '[Write the conclusion] of each item, and check the promises.',
          'Ask speakers to press [My words are right] on their phones; revise what is to be revised.',
          'The chair or you press [Adjourn the meeting]. Revisions and conclusions are still possible.',
          'When all is checked, press [Seal the record]. Nothing can be changed afterwards.',
        ] },
        { note: 'Sealing cannot be undone. Reports of responsible units, and what members say of them, go on all the same.' },
      ],
    },
    {
      id: 'export', title: 'Taking the record along', body: [
        '[Export the record] at the end of the transcript has:',
        { points: [
          '[For print (HTML)]: laid out as an official document; print it from the browser.',
          '[Text (Markdown)]: to quote from in a report.',
          '[For the archive (Akoma Ntoso XML)]: for archives.',
          '[The record to verify (JSON Lines)]: anybody can verify it, without this server.',
          '[Attendance (table)]: for a spreadsheet.',
        ] },
      ],
    },
  ],
};
