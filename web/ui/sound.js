// Short tones, made by the browser: nothing is loaded for them.

/** Two tones, so that it is not taken for one of the phone's own: their heights in hertz. @type {Record<string, number[]>} */
const TONES = { called: [880, 1175], turn: [660, 880, 1175], poll: [660, 660], item: [523, 440], test: [880, 1175] };
const TONE_S = 0.18;
const LOUDNESS = 0.25;

/** @type {AudioContext | null} */
let audio = null;

export const hasSound = () => typeof AudioContext === 'function';

/**
 * Plays what stands for something. A browser lets a page be heard only after somebody has touched it; until then this is silent.
 * @param {string} what
 */
export async function play(what) {
  const { userActivation } = navigator;
  // Woken by a later touch, it would tell what is over.
  if (!hasSound() || (userActivation && !userActivation.hasBeenActive)) return;
  audio = audio || new AudioContext();
  // Browsers let it sleep, above all on phones.
  await audio.resume();
  TONES[what].forEach((height, index) => sound(/** @type {AudioContext} */ (audio), height, index * TONE_S));
}

/** @type {(context: AudioContext, height: number, after: number) => void} */
function sound(context, height, after) {
  const [begin, end] = [context.currentTime + after, context.currentTime + after + TONE_S];
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.frequency.value = height;
  // Without a slope it cracks.
  gain.gain.setValueAtTime(0, begin);
  gain.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
  gain.gain.linearRampToValueAtTime(0, end);
  tone.connect(gain).connect(context.destination);
  tone.start(begin);
  tone.stop(end);
}
