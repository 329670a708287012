/** @type {import('../types.d.ts').Page} */
export default {
  title: 'Help for venue operators',
  intro: 'You are in a branch venue and sign in, ask and answer for the people there, whether they have phones of their own or not.',
  sections: [
    {
      id: 'before', title: 'Before the meeting', body: [
        { steps: ['Come in by your own link, with a phone or a computer.', 'Open [My venue] and see whether the title names your venue.', 'See whether everybody is on the list. If not, ask a clerk or the convener to add them, with the venue.'] },
        'If it says [You belong to no venue. Ask the clerks.], nobody has named a venue for you: a clerk removes and invites you anew, or the convener does.',
      ],
    },
    {
      id: 'sign-in', title: 'Signing in', body: [
        { picture: 'operator-venue', alt: 'The tab “My venue”: the button “Ask for somebody”, and below it the list with those who are here.' },
        { steps: ['Tick those who have come under [Sign in]. If all have, tick [All who are not here yet].', 'Press [Sign in 5].'] },
        'A sign-in goes into the record and cannot be taken back, so look at your ticks first. Whoever was signed in is named below; if that is wrong, tell a clerk.',
        'Whoever is connected with an own phone has arrived by that.',
      ],
    },
    {
      id: 'ask', title: 'Asking for somebody', body: [
        { picture: 'operator-ask', alt: 'The window “Ask for somebody”: who it is, and the kind of request.' },
        { steps: ['Press [Ask for somebody].', 'Choose the person and the kind, write a line about it if you like, and send it.'] },
        'You ask for people of your own venue. The queue says who asked for whom. They see it on their own phones, and can withdraw it themselves.',
        '[Those for whom I asked] lists all of them: [Move back], [Withdraw], [Add a point]. Who was passed over can [Queue again].',
      ],
    },
    {
      id: 'called', title: 'Somebody in your room is called', body: [
        { steps: ['You read [The chair has called Ruth Cohen. Please help them to get ready.]: bring the person to the microphone.', 'When they are ready press [Say ready]. Whoever has a phone can do it, too.', 'When they have finished press [Ruth Cohen has finished].'] },
        { note: 'There is a limit: who does not answer in time is passed over, and can queue again.' },
      ],
    },
    {
      id: 'network', title: 'The venue loses the network', body: [
        { points: [
          'Places are kept, and so is the floor. It goes on once you are connected.',
          'If it is your device: use the mobile network and open the same link.',
          'If it is the whole venue: call the clerks; they ask and answer for you.',
        ] },
      ],
    },
    {
      id: 'own', title: 'Speaking or writing yourself', body: [
        '[Other requests] at the bottom is for yourself. Where the rules allow it you ask for the floor as members do; you can write opinions, too. Polls cannot be answered for others.',
      ],
    },
    {
      id: 'shared', title: 'Several people at one device', body: [
        'Each link is one person. Do not open the links of several people in turn on a shared device: act for all of them yourself, and the record says clearly who did what. Press [Leave] at the end.',
      ],
    },
  ],
};
