/** @type {import('../types.d.ts').Page} */
export default {
  title: 'Help for chairs',
  intro: 'One screen for the whole room: the agenda on the left, the floor and the queue in the middle, record, opinions and people on the right. Clerks have the same buttons (but answer no polls); both of you may act at the same time.',
  sections: [
    {
      id: 'before', title: 'Before the meeting', body: [
        { picture: 'console-preparing', alt: 'The console before the opening: preparation and agenda on the left, “Open the meeting” above.' },
        'Your link works at any time. [Preparation] on the left lists the steps that this form of consultation asks for; when one is done press [Complete], with a note if you like. Those marked [mandatory] must be done before the opening.',
        'The agenda is on the left, too. [More] below an item has [Edit], [Move up], [Move down] and [Defer]; at the end there is [Add an item]. With [Open the queue] under [More], members can queue before the meeting.',
      ],
    },
    {
      id: 'open', title: 'Opening, and starting an item', body: [
        { steps: ['Look at the upper right: how many have arrived, and whether it says [quorum reached (3/3)].', 'Press [Open the meeting].', 'Press [Start] below the item; its queue opens with it.'] },
        'If mandatory steps are open you are asked first. To open all the same give a reason and press [Open all the same]; everybody can read the reason.',
      ],
    },
    {
      id: 'call', title: 'Whose turn is next', body: [
        { picture: 'console-queue', alt: 'The middle of the console: the floor is free, a large button “Call the next”, and three people in the queue.' },
        'The large red button in the middle is always what comes next. Press it step by step:',
        { steps: [
          '[Call the next: Daniel Price]: asks him to get ready. His screen shows a large button; when he presses [I am ready] and the floor is free, his time runs.',
          '[Grant the floor: Daniel Price]: he speaks already, or has no device; you grant it.',
          '[End this speech]: he has finished. He can end it himself, too.',
        ] },
        'To do it in one step, press [Grant at once] below a name in the queue. If nobody answers a call: [Take the call back (to the queue)] keeps the place, [Pass over (out of the queue)] does not. After the time in the rules the person is passed over by itself, and can queue again.',
      ],
    },
    {
      id: 'clock', title: 'Keeping the time', body: [
        { picture: 'console-speaking', alt: 'The console during a speech: the time left in large figures, below it buttons to end, pause and extend.' },
        { points: [
          '[Pause the clock] and [Resume the clock]: for disturbances and broken equipment.',
          '[+30 s], [+1 min], [+3 min] work at once; [Extend…] takes a reason. Every extension is shown to all.',
          'What happens when the time is up is said by the rules: a warning, overtime that is shown, or the end of the speech.',
        ] },
        '[More] at the floor has [Give the rest to…], which gives the time that is left to somebody else; [Take the floor away…], which takes a reason; and [Give an ended speech back…] for one that ended too soon: it goes on with what was left, once.',
      ],
    },
    {
      id: 'interrupt', title: 'Questions and points of order', body: [
        'They stand before speeches in the queue. Press [Grant at once] below the name: the speech that runs stands still and goes on by itself afterwards; you need do nothing. Three can stand above each other.',
        'To decline one, press [Decline…] under [More] and give the reason.',
      ],
    },
    {
      id: 'order', title: 'Changing the order', body: [
        'The rules make the order of the queue, and every place says why it is so. To change it, each request has a handle of six dots on its left, arrows on its right, and [More] below:',
        { points: [
          'Hold the handle and drag it to another place, or press it once to choose one; the arrows are [Move up…] and [Move down…], and under [More] there are [Move to…] and [Move to the end…]. Whichever way, the result is the same and takes a reason. A request moves among those of its kind.',
          '[Give the last word]: whoever asks later still comes before it.',
          '[Call, with a reason…], [Grant, with a reason…]: somebody who does not stand first. The record says how many were passed over.',
        ] },
        { note: 'All of this is listed under [What was arranged out of order], which every member reads under [Rules]: who, when and why.' },
        'Requests that left lately are listed below the queue; what was pressed by mistake can be brought back from there.',
      ],
    },
    {
      id: 'undo', title: 'A wrong press: undo', body: [
        'After what you did, [Undo] stands below the middle for 12 seconds; press it, or the key U or Ctrl+Z. Calls, ends of speeches, moves, closed queues, hidden opinions and more can be taken back. Both stay in the record.',
        'Adjourning and sealing cannot be taken back, so you are asked first.',
      ],
    },
    {
      id: 'keys', title: 'With the keyboard', body: [
        'The small box on a button is its key: S is the large red button that calls and grants, E ends, P pauses or goes on, + gives half a minute, L closes or opens the queue, N asks for somebody, A starts the next item (and asks first), V is for polls, digits turn to the tabs on the right. J and K choose in the queue; then Enter calls, Delete declines, and Alt with the arrow keys moves.',
        '[Keys] at the top (the key ?) lists them all and gives others instead. If you strike keys by mistake, turn [Use single keys] off there. While you write, or a dialog is open, single keys do nothing.',
        '[Floor alone] (the key F) puts the agenda and the tabs away, so that floor and queue have the whole screen; once more brings them back.',
      ],
    },
    {
      id: 'two', title: 'The clerk pressed, too', body: [
        'If two people press “end” at once, one speech ends. When somebody else has just changed something, the buttons concerned rest for a moment and say [Something has just changed. Look again before you press.], so that you do not end the next speech by mistake. Look, then press.',
        'A text like [Not done: the floor has just changed, nobody has it now. Look again before you act.] says that things had changed when you pressed: nothing was done.',
      ],
    },
    {
      id: 'dropped', title: 'A speaker loses the connection', body: [
        'After the time in the rules you are told. The floor is still the speaker’s; the clock stops or runs on, as the rules say. Wait, or press [End this speech] and call the next. Who comes back goes on without asking again.',
        'In the queue, people marked [away] keep their place. You may call others first, or have the venue operator answer for them.',
      ],
    },
    {
      id: 'rules', title: 'Changing the rules', body: [
        '[Rules] on the right has [Change the order of the queue] and [Amend the rules]: limits, safe places, the end of the time, the quorum, whether opinions are approved first. Give a reason and press [Put into force]; it is shown to all. A speech that has begun keeps its limit.',
      ],
    },
    {
      id: 'polls', title: 'Polls', body: [
        { steps: ['Go to [Polls] on the right and press [Open a poll].', 'Write the question and one option in each line; press [Open].', 'When enough have answered, press [Close and show the result].'] },
        'Polls are open, and everybody answers once. You see the result so far. The chair and members answer, clerks do not.',
      ],
    },
    {
      id: 'finish', title: 'Ending an item, a recess, the meeting', body: [
        { points: [
          '[Finish]: if requests still wait, you are asked whether to [Let them expire] or to take them along to another item. Write the conclusion at once, or later with [Write the conclusion].',
          '[Call a recess]: a running speech is paused, a call is taken back. Go on with [Resume the meeting].',
          '[Adjourn the meeting]: nobody can speak afterwards, and it cannot be opened again. The transcript can still be revised.',
          '[Seal the record]: everything is final. Let the clerks check it first.',
        ] },
        'While somebody speaks, the buttons that end an item or the meeting say [somebody speaks]; wait for the end of the speech.',
      ],
    },
    {
      id: 'network', title: 'You lose the connection yourself', body: [
        'The meeting goes on, conducted by the clerk. When you are back your screen catches up by itself. Agree before the meeting which clerk takes over.',
      ],
    },
  ],
};
