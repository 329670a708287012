/** @type {import('../types.d.ts').Page} */
export default {
  title: 'Help for members',
  intro: 'Task by task, from opening the link to checking the record. What is shaded stands on the screen in the same words. Respondents, captioners, observers and responsible units find theirs at the end.',
  sections: [
    {
      id: 'enter', title: 'Coming in by your link', body: [
        'The clerks send you a personal link, or a card with a code. You need no account and install nothing.',
        { steps: ['Open the link, or scan the code on your card with your phone.', 'Press [Enter the room].'] },
        { picture: 'join', alt: 'The page before the room: a short explanation and a large button “Enter the room”.' },
        'The same link works on your phone, tablet and computer. Each device remembers you: next time the address of the room is enough.',
        { note: 'The link stands for you. Do not pass it on: whoever has it enters the room in your name.' },
        'You can come in before the meeting begins and look around. That disturbs nobody.',
      ],
    },
    {
      id: 'screen', title: 'What is on the screen', body: [
        { picture: 'member-can-ask', alt: 'A member’s room: the title and the connection on top, the floor and five tabs in the middle, the large button “Ask for the floor” at the bottom.' },
        { points: [
          'On top: the title of the meeting, your name and role, and how the connection is.',
          'Below: [The floor], with what is being discussed, who is speaking and the time left. It stays there when you scroll.',
          'Then the tabs: [Live], [Transcript], [Opinions], [Agenda] and [Rules]. Once something has been promised there is [Promises], too.',
          'At the bottom, near your thumb: your own large button. What it says is what you can do now.',
        ] },
        'The materials of the meeting are at the end of [Agenda].',
      ],
    },
    {
      id: 'chip', title: 'What the connection says', body: [
        'The small label on top tells how well you are connected:',
        { points: [
          '[Connected]: everything is well.',
          '[Slow network]: you are connected, but there and back takes more than a second. Have patience; do not press twice.',
          '[Connecting] or [Connection lost]: the network is away, and the page is trying again by itself. Beside it you read when the next attempt is, and of when the things on your screen are.',
        ] },
      ],
    },
    {
      id: 'ask', title: 'Asking for the floor', body: [
        { steps: ['When the bottom says [You can ask for the floor], press [Ask for the floor].', 'When it says [In the queue, place 3] or another place, you have asked. Once is enough.'] },
        'When there is no button, its place says why, for example [The meeting has not begun. Please wait.], [No item is being discussed yet.] or [The queue is closed.] The button comes back by itself.',
        'To say what you want to speak about, press [Other requests] and write a line under [Subject (optional)]. If something comes to your mind while you wait, press [More], then [Add a point].',
      ],
    },
    {
      id: 'place', title: 'Your place, and why it is so', body: [
        { picture: 'member-waiting', alt: 'Three people in the queue, each with the reason for the place; oneself is the third, and the bottom says “In the queue, place 3”.' },
        'Under [Live] you see the whole [Speaking queue]; your own line is shaded. Below each name stands why that person is at that place, for example:',
        { points: [
          '[in order of arrival]: who asked first comes first.',
          '[has not spoken yet, and comes first] or [turns so far: 2; fewer come first]: this meeting favours those who spoke less.',
          '[turns of the sector so far: 2; sectors take turns]: the sectors take turns.',
          '[points of order come first], [questions come before speeches]: such requests stand before speeches.',
          '[among the safe places, nobody of its kind goes before]: your turn is near, and nobody who asks to speak later comes before you.',
        ] },
        'So somebody who asked later may stand before you. The rules say so; nobody has pushed in. The rules that hold are under [Rules]. Each time the chair arranged something else, it stands there, too, under [What was arranged out of order], with who did it and why.',
      ],
    },
    {
      id: 'withdraw', title: 'Taking a request back, or letting others go first', body: [
        { points: [
          'You do not want to speak any more: press [Withdraw].',
          'You want to speak later: press [More], then [Move back]; whoever comes after you goes first.',
          'You changed your mind: press [Ask for the floor] again, or [Queue again] under [More].',
        ] },
      ],
    },
    {
      id: 'called', title: 'When you are called', body: [
        { picture: 'member-called', alt: 'The chair has called: a green button “I am ready” at the bottom, and a yellow notice above it.' },
        'When the chair calls you, the screen says [The chair has called you. Please get ready to speak.], and the button turns green: [I am ready].',
        { points: [
          'If nobody is speaking it says [Your time runs as soon as you press]: turn on your microphone first, then press.',
          'If somebody is still speaking it says [Press to say that you are there; your time runs later]: press, and wait.',
        ] },
        { note: 'If you do not press in time you are passed over; how long you have stands under [Rules]. That is no harm: press [Queue again: Speech].' },
        'Sometimes the chair gives you the floor at once. Then you press nothing, and read [You have the floor. Your time is running.]',
      ],
    },
    {
      id: 'speak', title: 'Speaking, and the clock', body: [
        { picture: 'member-speaking', alt: 'Speaking: one’s own name and the time left, 5:00, on top; a green button “End my speech” at the bottom.' },
        'Sound and picture do not go through this system: use the microphone of the room, or the video meeting, as the clerks told you. Here you see order, time and record.',
        { points: [
          'Beside [You are speaking] stands the time you have left. It is the same on every screen.',
          'Near the end the figures change their colour. After it you read [0:12 over], or the speech ends by itself, as the rules of this meeting say.',
          'When you have finished, press [End my speech].',
        ] },
        'The chair may give you more time or pause the clock; you are told. While somebody asks a question or raises a point of order your clock stands still, and goes on by itself.',
      ],
    },
    {
      id: 'other', title: 'Questions, replies and points of order', body: [
        { picture: 'member-other', alt: 'The window “Ask for the floor”: a speech, a prepared speech, a question or a point of order, and a field for the subject.' },
        'Press [Other requests] and choose:',
        { points: [
          '[Question]: ask whoever is speaking to explain something.',
          '[Reply]: answer what was just said; you choose which speech.',
          '[Point of order]: something is wrong with the proceedings. It can be raised when the queue is closed, too.',
          '[Prepared speech]: speak as arranged before.',
        ] },
        'Only what can be asked for now is listed.',
      ],
    },
    {
      id: 'opinions', title: 'Writing an opinion', body: [
        { picture: 'member-opinions', alt: 'Opinions: the threads on top, below them a box to write in and the button “Publish”.' },
        { steps: ['Open [Opinions] and press the thread that you care about.', 'Write under [Write your opinion], then press [Publish].'] },
        'You can leave in the middle: what was not sent stays on this device. In some meetings opinions are approved first; yours then says [(waits for approval; others do not see it yet)] until a clerk has approved it.',
        { points: [
          'You hold the same opinion: press [Agree]. You have something to add: press [Reply].',
          'You want to speak about an opinion: press [More] below it, then [Ask to speak about this opinion].',
          'Your own you can [Edit] or [Withdraw]. The versions before stay, and everybody can compare them.',
          'When it was answered in the meeting it says [Answered in the meeting]; press [See the answer].',
        ] },
      ],
    },
    {
      id: 'polls', title: 'Polls', body: [
        { picture: 'member-poll', alt: 'A poll: a question, three options and the button “Send my choice”.' },
        'When the chair opens a poll, the question appears in the upper part of the screen. Choose, and press [Send my choice]. You answer once, and cannot change it.',
        { note: 'Polls are open: everybody’s choice is in the record. They are no secret ballots.' },
      ],
    },
    {
      id: 'words', title: 'Checking your own words', body: [
        { picture: 'member-words', alt: 'The transcript: a search box on top, below it one’s own speech with the button “My words are right”.' },
        { steps: ['Open [Transcript] and find your speech; the newest is on top.', 'Read it with care. If it is right, press [My words are right]; everybody sees [confirmed by the speaker].'] },
        'Whoever reads further down is not moved by what is new: a button at the lower edge says how much there is, and leads to it.',
        'If something is wrong, tell a clerk, who revises it. It then says [revised, compare all versions]: press to see what was changed, by whom and why. The version before stays.',
        'What the clerks could not write down you can add yourself: under [Live], in [Record what is said], write it and press [Put into the transcript].',
      ],
    },
    {
      id: 'search', title: 'Search and replay', body: [
        'Write a word or two into the box above the [Transcript] and press [Search]. It looks into speeches, opinions, subjects of requests and conclusions. [Filters] narrow it to an item, a speaker, a sector or a time. Press a result to go there.',
        'Beside each speech stands [Replay from here]: the screen shows how things were then, who spoke and who waited. Press [Back to now] when you are done.',
        'At the end of the tab, [Export the record] lets you keep or print all of it.',
      ],
    },
    {
      id: 'check', title: 'Checking that nothing was altered', body: [
        { picture: 'member-check', alt: 'The result of a check: the signature is valid, and six words.' },
        { steps: ['Open [Rules] and go down to [Check the record].', 'Press [Check now].'] },
        'Your phone computes for itself and does not take the server’s word for it. Each of your words should say [This version is in the record, unaltered].',
        'The [Six words] are for people: call another member; with the same number of entries you both must have the same words. If they differ, or something in red ends with an exclamation mark, tell the clerks at once.',
        'Check again some days later: the phone remembers the last result and finds out whether the record was rewritten.',
      ],
    },
    {
      id: 'commitments', title: 'Promises', body: [
        'What a department promised and a clerk recorded is listed under [Promises]: who does it, until when, and what became of it.',
        'If you asked for it, and the unit has reported, press [Say how it was kept] and choose [satisfied], [partly satisfied] or [not satisfied]. You can do that after the record is sealed, too.',
      ],
    },
    {
      id: 'display', title: 'The letters are too small', body: [
        'Press [Display] at the top of the screen for larger letters, more contrast or a dark ground. The device remembers it.',
        'Your browser’s own zoom works, too. However large the letters are, the page does not scroll sideways.',
        'To change the language, press “中文” or “English” at the top.',
      ],
    },
    {
      id: 'keys', title: 'With the keyboard', body: [
        'At a computer you need no mouse: the small box on a button is its key. R is [Ask for the floor], and [I am ready] when you are called; W is [Withdraw], or lists your requests if there are several; Q puts a question, O raises a point of order; / searches the transcript, and ? lists all keys.',
        'If you strike keys by mistake, open [Keys] under [Display] at the top right and turn [Use single keys] off, or give others there. While you write, or a dialog is open, single keys do nothing.',
      ],
    },
    {
      id: 'network', title: 'When the network is away', body: [
        { picture: 'member-lost', alt: 'Connection lost: the label on top says so and when the next attempt is; the rest of the screen stays.' },
        { points: [
          'You need do nothing: the page connects again by itself. Go where there is a signal.',
          'Your place in the queue is kept.',
          'If it happens while you speak, the floor is still yours. The room sees that you are away; usually the clock stops until you are back.',
          'A locked screen or another app does no harm; it goes on when you come back.',
          'If it takes long: see whether other sites open, then reload the page. If that does not help, call the clerks; they or the venue operator can ask for you.',
        ] },
      ],
    },
    {
      id: 'link', title: 'The link is lost, or does not open', body: [
        { points: [
          'You cannot find it: ask the clerks for a new one. The old one stops working at once.',
          'It says [This invitation was withdrawn or replaced. Use the newest link that the clerks sent you.]: look for the last one they sent.',
          'It says [There is no invitation in this address. Open the whole link that the clerks sent you, or scan the code on your invitation.]: the link is not whole. Copy all of it, or scan the code.',
          'Your phone is lost: tell the clerks at once. With a new link for you, the lost phone is shut out.',
        ] },
        'On a device that is not yours press [Leave] at the end, and it forgets you. Your place in the queue stays.',
      ],
    },
    {
      id: 'respondent', title: 'Respondents', body: [
        'You have the same buttons as members: you ask for the floor, answer a call, write opinions. Whether you may ask is said by the rules of the meeting, under [Rules]; if your role is not among those who may speak, the clerks have to amend them first. Polls are answered by members and the chair alone.',
        'What was promised in your name is listed under [Promises]; press [Report on it] there.',
      ],
    },
    {
      id: 'captioner', title: 'Captioners', body: [
        'While somebody speaks there is [Record what is said] under [Live]. What you type appears to everybody above the transcript as you type it.',
        { steps: ['See whose words they are, under [Belongs to]. Once you have begun to type they stay with that speaker, also when the next one begins.', 'After each part press [Put into the transcript]. Only that is in the record; captions are not kept.'] },
      ],
    },
    {
      id: 'observer', title: 'Observers', body: [
        'You see everything that is public: the floor, the queue, the transcript, opinions and the results of polls. There are no buttons to ask or to write.',
      ],
    },
    {
      id: 'owner', title: 'Responsible units', body: [
        'Your link opens [What this unit promised], and nothing else of the meeting.',
        { steps: ['Find the promise and press [Report on it].', 'Write what has been done and press [Send].'] },
        'You can report after the record is sealed. What is late says [Overdue]. A report that is sent again over a poor network is recorded once.',
      ],
    },
  ],
};
