// Texts for checking the record; the words are 256 in each language, in the same order, one for each byte.
export default {
  'proof.title': 'Check the record',
  'proof.explanation': 'This device checks for itself whether your words are in the record unaltered, and whether the record was only added to.',
  'proof.check': 'Check now',
  'proof.again': 'Check again',
  'proof.checking': 'Checking…',
  'proof.failed': 'The check could not be made; try again later.',
  'proof.words_title': 'Six words',
  'proof.words_explanation': 'Compare them with somebody over the phone: with the same number of entries the six words are the same. If they differ, you two see different records. For a complete comparison use the full value below.',
  'proof.other_title': 'Two different numbers of entries?',
  'proof.other_explanation': 'While the session goes on, whoever checks later has some more. The one with more enters the number of the other person, and sees the six words of so many entries.',
  'proof.other': 'The other person’s number of entries',
  'proof.other_show': 'Show the six words of then',
  'proof.other_words': 'These are the six words of the first {count} entries; the other person should have the same. This device has proven that the {all} entries of now begin with them.',
  'proof.other_no_number': 'Enter the number that stands on the other person’s page, such as 128.',
  'proof.other_too_many': 'Checked again just now, the record has only {count} entries. Compare the numbers with the other person.',
  'proof.other_not_proven': 'What the server gives as the beginning does not agree with the record! Tell the clerk.',
  'proof.other_failed': 'It could not be fetched; try again later.',
  'proof.size': '{count} entries, as of {time}',
  'proof.root': 'Full value',
  'proof.signature_good': 'The signature is valid',
  'proof.signature_bad': 'The signature is not valid! Tell the clerk.',
  'proof.signature_unchecked': 'This browser cannot check the signature; everything else was checked.',
  'proof.first': 'This is the first check on this device. It is remembered, and next time it is checked whether the record was rewritten.',
  'proof.consistent': 'It agrees with the {count} entries that this device remembered at {time}: the record was only added to.',
  'proof.rewritten': 'It does not agree with the {count} entries that this device remembered at {time}: the record was rewritten! Tell the clerk.',
  'proof.stranger': 'The signing key was changed, and the old key does not vouch for the new one! Tell the clerk.',
  'proof.own_title': 'Your words',
  'proof.own_none': 'There are no words of yours in the record yet.',
  'proof.entry': 'Entry {seq}',
  'proof.digest': 'Digest {digest}',
  'proof.kind_statement': 'Speech',
  'proof.kind_post': 'Post',
  'proof.recorded': 'First version, written down by {name}',
  'proof.published': 'First version',
  'proof.revised': 'Revised by {name}',
  'proof.replaced': 'replaced by entry {seq}',
  'proof.withdrawn': 'withdrawn',
  'proof.and': '; ',
  'proof.yourself': 'yourself',
  'proof.result_good': 'This version is in the record, unaltered',
  'proof.result_erased': 'In the record; its words were erased by law',
  'proof.result_bad': 'Does not agree with the record! Tell the clerk.',
  'proof.earlier': 'Earlier ones',
  'proof.words':
    'apple banana watermelon grape lemon cherry strawberry walnut peanut potato tomato cucumber radish pumpkin cabbage mushroom rice bread milk tofu egg honey tea coffee sugar salt dumpling noodle cake biscuit pepper garlic ' +
    'tiger lion elephant monkey panda camel rabbit squirrel fox sheep cattle horse kitten mouse hedgehog kangaroo peacock sparrow swallow pigeon eagle swan penguin parrot rooster duck whale dolphin turtle frog crab butterfly ' +
    'bee ant dragonfly snail spider shark octopus dinosaur rose lotus chrysanthemum bamboo pine willow grass cactus sun moon star rainbow lightning thunder snow ice breeze fog mountain river ocean lake desert forest ' +
    'island cave waterfall spring volcano stone sand soil field garden orchard farm village city street square bridge tunnel harbor airport station school hospital library museum theater bank post restaurant hotel factory shop ' +
    'house kitchen window stairs roof wall chimney lighthouse pagoda castle tent pavilion elevator balcony carpet curtain table chair sofa bookshelf mirror lamp candle pillow towel soap toothbrush comb scissors umbrella key padlock ' +
    'cup teapot chopsticks spoon plate knife wok fridge fan television telephone radio camera computer watch alarm hat scarf glove glasses shirt coat trousers skirt sock shoe belt pocket button necklace ring backpack ' +
    'pencil brush paper book newspaper envelope stamp map calendar dictionary ruler eraser blackboard chalk glue seal piano guitar violin flute trumpet drum bell harmonica football basketball pingpong chess kite balloon blocks swing ' +
    'car bicycle train airplane ship sailboat motorcycle truck ambulance tractor rocket satellite anchor wheel flag streetlight hammer nail saw screw rope ladder bucket broom shovel magnet battery telescope magnifier thermometer compass abacus',
};
