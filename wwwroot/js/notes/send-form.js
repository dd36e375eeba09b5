import { requestOf } from "../outbox/http.js";
import { enqueue } from "../outbox/outbox.js";

const NO_COOKIE = "This site keeps your notes by a cookie, which your browser blocks. Allow cookies for this site, and save again.";

/**
 * Sends a form as it would be sent without script, now or as soon as the server can be reached, and shows at once what
 * will come of it. Answers what the server said in the end: { ok, status, message }.
 */
export function send(form, submitter, draft) {
  return enqueue({ ...entryOf(form, submitter), draft });
}

/** Sends a change of an annotation that no form on the page stands for. */
export function sendChange(kind, { id, ...about }, fields) {
  return enqueue({ ...about, id, kind, action: `${document.body.dataset.notes}/${id}?handler=${kind}`, fields });
}

/** Why it is useless to send a form as it is: in words to act on, or null. What was written stays in it. */
export function validationError({ elements: { note, exact } }) {
  const { longestNote, longestQuote } = document.body.dataset;
  const length = note?.value.trim().length;
  if (length > longestNote) return `The note has ${inThousands(length)} characters, and ${inThousands(longestNote)} fit. Shorten it by ${inThousands(length - longestNote)}.`;
  if (exact?.value.length > longestQuote) return `The passage is longer than ${inThousands(longestQuote)} characters. Select a shorter one.`;
  return navigator.cookieEnabled ? null : NO_COOKIE;
}

function inThousands(number) {
  return Number(number).toLocaleString("en");
}

function entryOf(form, submitter) {
  const { action, fields } = requestOf(form, submitter);
  const { id, annotation, note, colour, ...where } = Object.fromEntries(fields);
  const card = form.closest(".note-card");
  return {
    action,
    fields,
    kind: action.match(/handler=(\w+)/)?.[1],
    id: id ?? annotation ?? action.match(/[0-9a-f-]{36}/)?.[0],
    words: note,
    tags: form.elements.tags && fields.filter(([name]) => name === "tags").map(([, tags]) => tags).join(),
    colour: colour?.toLowerCase(),
    quote: where.exact ?? card?.querySelector(".quotation")?.textContent.trim(),
    target: targetOf(where),
  };
}

// Where a new mark is to be: the toolbar and the forms of a paragraph's page say it in their own ways.
function targetOf({ start, end, passage, revision, exact }) {
  const [from, to] = passage?.split("-") ?? [start, end];
  return to && { start: Number(from), end: Number(to), revision, exact };
}
