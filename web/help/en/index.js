/** @type {import('../types.d.ts').Page} */
export default {
  title: 'Help',
  intro: 'Choose your role. “Help” at the top of a room opens your own page at once.',
  sections: [
    {
      id: 'first', title: 'For the first time: three things', body: [
        { steps: ['Open the link that the clerks sent you and press [Enter the room].', 'To speak, press [Ask for the floor] at the bottom.', 'When you are called press [I am ready], and [End my speech] when you have finished.'] },
        'The rest can wait until you need it. A wrong press does no harm; chair and clerks help you.',
      ],
    },
    {
      id: 'link', title: 'No link, or it does not open', body: [
        'A personal link is the only way in; there are no accounts and passwords. Ask the clerks; a new one is made quickly. Copy the whole link, or better, press it.',
      ],
    },
    {
      id: 'device', title: 'Which device', body: [
        'Any phone, tablet or computer with a browser not older than 2020. Nothing is installed. Sound and picture do not go through this system: use what is in the room, or the video meeting that the clerks told you of.',
        'A poor network is enough: little is downloaded at first. It connects again by itself, and your place in the queue is kept.',
      ],
    },
    {
      id: 'reading', title: 'Size of letters, colours, language', body: [
        'Press [Display] at the top of the screen for larger letters, more contrast or a dark ground. The language is changed at the top: 中文 or English. Everything can be done with the keyboard alone, and with a screen reader.',
      ],
    },
    {
      id: 'record', title: 'The record, and privacy', body: [
        'The meeting leaves a full record. Those who take part see what is public in it, and can check that nothing was altered. Drafts stay on your own device, and go when you press [Leave].',
      ],
    },
    {
      id: 'who', title: 'Whom to ask', body: [
        { points: [
          'Links, lists, roles: the clerks.',
          'Microphones and signing in at a venue: the venue operator.',
          'The server does not open: the administrator.',
        ] },
      ],
    },
  ],
};
