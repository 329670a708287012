// The help's pictures are the product's own: everything that its pages tell is done here, in both languages. With ROSTRUM_HELP_PICTURES
// the pictures are taken anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PICTURES } from '../../../../web/help/pictures.js';
import { inHall } from '../support/hall.js';
import { tellStory } from '../support/help_story.js';
import { LANGUAGES } from '../support/text.js';

for (const language of LANGUAGES) {
  test(`W182 what the help shows is done in the product as it says, in ${language}`, () => inHall(async (hall) => {
    const taken = await tellStory(hall, language);
    assert.deepEqual([...taken].sort(), Object.keys(PICTURES).sort());
  }, { convener: 'made' }));
}
