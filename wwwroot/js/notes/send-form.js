import { requestOf } from "../outbox/http.js";
import { enqueue } from "../outbox/outbox.js";

const NO_COOKIE = "This site needs a cookie to keep your notes, and your browser blocks it. Allow cookies for this site, then save again.";

/**
 * Sends a form through the outbox, so that it is sent now or when the server can be reached. Resolves with the server's final
 * answer: { ok, status, message }.
 * @param {object} [about] properties of the entry that differ from the form's
 */
export function send(form, submitter, draft, about) {
  return enqueue({ ...entryOf(form, submitter), draft, ...about });
}

/** Sends a change of an annotation without a form. */
export function sendChange(kind, { id, ...about }, fields) {
  return enqueue({ ...about, id, kind, action: `${document.body.dataset.notes}/${id}?handler=${kind}${document.querySelector(".entry") ? "&in=list" : ""}`, fields });
}

/** Why the server would reject this form, as a message for the reader; or null. */
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

// The target of a new mark. The toolbar sends start and end, the forms of a paragraph's page send a passage.
function targetOf({ start, end, passage, revision, exact }) {
  const [from, to] = passage?.split("-") ?? [start, end];
  return to && { start: Number(from), end: Number(to), revision, exact };
}
