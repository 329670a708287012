// The calls of the convener's desk: with the convener's token, and a key where something is made.
import { createHttp, pages } from '../sdk/index.js';
import { fetchUnder } from './once.js';

/** @typedef {import('../sdk/types/protocol.d.ts').NewSession} NewSession */
/** @typedef {import('../sdk/types/protocol.d.ts').InvitationOrder} InvitationOrder */
/** @typedef {import('../sdk/types/protocol.d.ts').SessionPage} SessionPage */
/** @typedef {import('../sdk/types/protocol.d.ts').FormPage} FormPage */
/** @typedef {import('../sdk/types/protocol.d.ts').FormVersionPage} FormVersionPage */
/** @typedef {import('../sdk/types/protocol.d.ts').FormEnactment} FormEnactment */
/** @typedef {import('../sdk/types/protocol.d.ts').FormAmendment} FormAmendment */
/** @typedef {import('../sdk/types/protocol.d.ts').FormRepeal} FormRepeal */
/** @typedef {import('../sdk/types/protocol.d.ts').FormMade} FormMade */
/** @typedef {import('../sdk/types/protocol.d.ts').View} View */

/** @typedef {import('../sdk/types/protocol.d.ts').InvitationPage} InvitationPage */
/** @typedef {import('../sdk/types/protocol.d.ts').InvitationLine} InvitationLine how an invitation stands; without `url` there is none to give away */
/** @typedef {import('../sdk/types/protocol.d.ts').Invitations} Invitations */
/** @typedef {import('../sdk/types/protocol.d.ts').QrCode} Code in modules, without its quiet zone */
/** @typedef {import('../sdk/types/protocol.d.ts').RegisterPage} RegisterPage */
/** @typedef {import('../sdk/types/protocol.d.ts').ReviewPage} ReviewPage */
/** @typedef {import('../sdk/types/protocol.d.ts').ReviewWhole} ReviewWhole */
/** @typedef {import('../sdk/types/protocol.d.ts').ReviewPlan} ReviewPlan */
/** @typedef {import('../sdk/types/protocol.d.ts').ReviewFindingOrder} ReviewFindingOrder */
/** @typedef {import('../sdk/types/protocol.d.ts').Proceedings} Proceedings */
/** @typedef {import('../sdk/types/protocol.d.ts').Erasure} Erasure */
/** @typedef {import('../sdk/types/protocol.d.ts').ErasureOrder} ErasureOrder */
/** @typedef {import('./register_filters.js').RegisterFilters} RegisterFilters */
/** @typedef {ReturnType<typeof createDesk>} Desk */

const PAGE = 500;
/** So many texts the server makes codes of at once. */
export const CODES_PER_CALL_MAX = 100;

/**
 * @param {string} token the convener's
 * @param {() => void} [refused] told when the token is not, or no longer, good
 */
export function createDesk(token, refused = () => {}) {
  /** @type {(fetch?: import('../sdk/types/index.d.ts').HttpOptions['fetch']) => import('../sdk/types/index.d.ts').Http['call']} */
  const caller = (fetch) => async (...call) => {
    try {
      return await createHttp({ token, fetch }).call(...call);
    } catch (problem) {
      if (/** @type {any} */ (problem).status === 401) refused();
      throw problem;
    }
  };
  const call = caller();
  /** @type {(key: string) => ReturnType<typeof caller>} */
  const callOnce = (key) => caller(fetchUnder(key));

  return {
    /** @type {(before?: string) => Promise<SessionPage>} */
    sessions: (before) => call('GET', '/api/sessions', { before, limit: 50 }),
    /** @type {() => Promise<FormPage>} */
    forms: () => call('GET', '/api/forms'),
    /**
     * All versions of a form, a page at a time, newest first.
     * @type {(form: string) => AsyncGenerator<FormVersionPage, void, void>}
     */
    formVersions: (form) => pages((before) => call('GET', ofForm(form), { before, limit: PAGE })),
    /** @type {(form: string, body: FormEnactment, key: string) => Promise<FormMade>} */
    enactForm: (form, body, key) => callOnce(key)('POST', ofForm(form), {}, body),
    /** @type {(form: string, body: FormAmendment, key: string) => Promise<FormMade>} */
    amendForm: (form, body, key) => callOnce(key)('PUT', ofForm(form), {}, body),
    /** @type {(form: string, body: FormRepeal, key: string) => Promise<FormMade>} */
    repealForm: (form, body, key) => callOnce(key)('DELETE', ofForm(form), {}, body),
    /** @type {(body: NewSession, key: string) => Promise<{id: string}>} */
    create: (body, key) => callOnce(key)('POST', '/api/sessions', {}, body),
    /** @type {(session: string) => Promise<{view: View}>} */
    session: (session) => call('GET', at(session)),
    /** @type {(session: string, order: InvitationOrder, key: string) => Promise<Invitations>} */
    order: (session, order, key) => callOnce(key)('POST', `${at(session)}/invitations`, {}, order),
    /**
     * Everybody's, a page at a time.
     * @type {(session: string) => AsyncGenerator<InvitationPage, void, void>}
     */
    invitations: (session) => pages((after) => call('GET', `${at(session)}/invitations`, { after, limit: PAGE })),
    /**
     * The journal as moderators see it, a page at a time.
     * @type {(session: string) => AsyncGenerator<Proceedings, void, void>}
     */
    proceedings: (session) => pages((after) => call('GET', `${at(session)}/proceedings`, { after, limit: PAGE })),
    /** @type {(session: string, order: ErasureOrder, key: string) => Promise<Erasure>} */
    erase: (session, order, key) => callOnce(key)('POST', `${at(session)}/erasures`, {}, order),
    /** @type {(texts: string[]) => Promise<{codes: Code[]}>} */
    codes: (texts) => call('POST', '/api/qr', {}, { texts }),
    /**
     * The register of commitments, a page at a time.
     * @type {(filters: RegisterFilters, after?: string) => Promise<RegisterPage>}
     */
    commitments: (filters, after) => call('GET', '/api/commitments', { ...filters, after, limit: 100 }),
    /** @type {(chosen: {series?: string, sessions?: string}) => Promise<import('../sdk/types/protocol.d.ts').Participation>} */
    participation: (chosen) => call('GET', '/api/participation', chosen),
    /** @type {(before?: number) => Promise<ReviewPage>} */
    reviews: (before) => call('GET', '/api/reviews', { before, limit: 100 }),
    /** @type {(review: number) => Promise<ReviewWhole>} */
    review: (review) => call('GET', `/api/reviews/${review}`),
    /** @type {(body: ReviewPlan, key: string) => Promise<{review: number}>} */
    makeReview: (body, key) => callOnce(key)('POST', '/api/reviews', {}, body),
    /** @type {(review: number, body: ReviewFindingOrder, key: string) => Promise<unknown>} */
    findInReview: (review, body, key) => callOnce(key)('PUT', `/api/reviews/${review}/findings`, {}, body),
    /** One commitment with all that was said of it. @type {(session: string, commitment: number) => Promise<import('../sdk/types/protocol.d.ts').CommitmentPage>} */
    commitment: (session, commitment) => call('GET', `${at(session)}/commitments`, { after: commitment - 1, limit: 1 }),
    /**
     * A file of a session that is no JSON, in a language where it has headings of ours.
     * @type {(session: string, name: string, lang?: string) => Promise<Blob>}
     */
    file: (session, name, lang) => fileAt(`${at(session)}/${name}`, { lang }),
    /**
     * A file that is no JSON.
     * @type {(path: string, query: import('../sdk/types/parts.d.ts').Query) => Promise<Blob>}
     */
    table: (path, query) => fileAt(path, query),
  };

  /** @type {(path: string, query: import('../sdk/types/parts.d.ts').Query) => Promise<Blob>} */
  async function fileAt(path, query) {
    let blob = new Blob();
    await caller(async (url, request) => {
      const response = await fetch(url, { ...request, headers: { ...request.headers, accept: '*/*' } });
      const text = async () => {
        if (!response.ok) return response.text();
        blob = await response.blob();
        return '';
      };
      return { ok: response.ok, status: response.status, headers: response.headers, text };
    })('GET', path, query);
    return blob;
  }
}

/** @type {(form: string) => string} */
const ofForm = (form) => `/api/forms/${encodeURIComponent(form)}`;

/** @type {(session: string) => string} */
const at = (session) => `/api/sessions/${encodeURIComponent(session)}`;

/**
 * Learns the convener's token from the secret of the set-up link, which is used up by it.
 * @param {string} secret
 * @returns {Promise<string>}
 */
export const redeemSetup = async (secret) => (await createHttp({}).call('POST', '/api/setup', {}, { setup: secret })).token;
