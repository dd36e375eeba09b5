// Adds a passkey, and signs in with one: the server asks, the browser and its authenticator answer.
import { fetchPage } from "../outbox/http.js";
import { withLock } from "../outbox/store.js";

const TIMEOUT = 30_000; // milliseconds until a request counts as failed
const NO_CONTENT = 204; // the status of an answer without a body
const BYTES = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]; // parts of answers

const section = document.getElementById("passkeys");
const acts = { add, "sign-in": signIn };
let isBusy = false;

if (globalThis.PublicKeyCredential) section.querySelector("[data-needs-script]")?.removeAttribute("hidden");
else if (section.dataset.site) say("This browser does not support passkeys. Use another device or a recovery code instead.");

section.addEventListener("click", async ({ target }) => {
  const act = target.closest("[data-act]")?.dataset.act;
  if (!act || isBusy) return;

  isBusy = true;
  say("Your device now asks you to confirm.");
  try {
    say(await acts[act]());
  } catch (failure) {
    say(wordsOf(failure, act));
  }
  isBusy = false;
});

async function add() {
  const options = await post("/options");
  const credential = await navigator.credentials.create({ publicKey: creationOptions(options) });
  const { name } = await post("", credential);
  await refresh();
  return `Added: “${name}”. You can sign in with it in any browser that has it.`;
}

async function signIn() {
  const options = await post("/sign-in-options");
  const credential = await navigator.credentials.get({ publicKey: requestOptions(options) });
  try {
    await withLock(() => post("/sign-in", credential)); // the answer to a first save has a cookie, too, and must not come after this one
  } catch (failure) {
    // The device then stops offering it.
    if (failure.code === "passkey-not-known") PublicKeyCredential.signalUnknownCredential?.({ rpId: options.rpId, credentialId: credential.id })?.catch(() => {});
    throw failure;
  }
  location.assign(document.body.dataset.notes); // the page says what was done
  return "Signed in.";
}

// What the page says about ways to keep the notes has changed. The rest stays: it may show a code that is shown only once.
async function refresh() {
  const page = await fetchPage(location.pathname);
  for (const old of document.querySelectorAll("[data-refresh]")) {
    const now = page?.getElementById(old.id);
    if (now) old.replaceWith(now);
  }
  if (section.querySelector("local-moment")) import("../ui/local-moment.js").catch(() => {}); // without it the days are those of UTC
}

/** Returns what the server answers, or throws what the reader is told. */
async function post(address, credential) {
  let answer, body;
  try {
    answer = await fetch(`${document.body.dataset.base}settings/me/passkeys${address}`, {
      method: "POST",
      headers: { "X-Requested-With": "fetch", "Content-Type": "application/json" },
      body: credential && JSON.stringify(toJson(credential)),
      signal: AbortSignal.timeout(TIMEOUT),
    });
    body = await answer.text();
  } catch {
    throw refused(credential
      ? "The connection was lost before the server answered, so it is not certain whether this was done. Reload the page to see."
      : "The server cannot be reached, so nothing was changed. Try again when there is a connection.");
  }
  const json = parsed(body);
  if (answer.ok && (json || answer.status === NO_CONTENT)) return json;

  throw refused(json?.title ?? "The server could not do this just now. Try again in a moment.", json?.type?.replace("urn:reader:", ""));
}

function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return null; // empty, or a proxy answered instead of the server
  }
}

function refused(words, code) {
  return Object.assign(new Error(words), { isRefused: true, code });
}

// The names are those of WebAuthn. It does not tell a cancelled dialog from a device without a passkey, so that sites cannot find out who has one.
function wordsOf({ name, message, isRefused }, act) {
  if (isRefused) return message;

  switch (name) {
    case "NotAllowedError":
      return act === "add"
        ? "Nothing was added: it was cancelled, took too long, or the device could not check that it is you."
        : "Nothing was changed: it was cancelled, took too long, the device could not check that it is you, or it has no passkey for this site.";
    case "InvalidStateError":
      return "This device already has a passkey for these notes: it is in the list.";
    case "SecurityError":
      return `Passkeys of this site work only at ${section.dataset.site}. Open it there.`;
    case "AbortError":
      return "It was interrupted, and nothing was changed. Try again.";
    case "NotSupportedError":
    case "ConstraintError":
      return "This device cannot make such a passkey: it must ask for a fingerprint, a face or a PIN. Try another device, or use another way.";
    default:
      return "The device did not answer as expected, and nothing was changed. Try again, or use another way.";
  }
}

function say(words) {
  section.querySelector(".said").textContent = words;
}

// Browsers of before 2025 may lack these conversions.
function creationOptions(json) {
  return PublicKeyCredential.parseCreationOptionsFromJSON?.(json) ?? {
    ...json,
    challenge: bytesOf(json.challenge),
    user: { ...json.user, id: bytesOf(json.user.id) },
    excludeCredentials: json.excludeCredentials.map(known => ({ ...known, id: bytesOf(known.id) })),
  };
}

function requestOptions(json) {
  return PublicKeyCredential.parseRequestOptionsFromJSON?.(json) ?? { ...json, challenge: bytesOf(json.challenge), allowCredentials: [] };
}

function toJson(credential) {
  if (credential.toJSON) return credential.toJSON();

  const { id, rawId, type, response } = credential;
  const parts = BYTES.filter(part => response[part]).map(part => [part, base64Of(response[part])]);
  return { id, rawId: base64Of(rawId), type, clientExtensionResults: {}, response: { ...Object.fromEntries(parts), transports: response.getTransports?.() ?? [] } };
}

function bytesOf(base64) {
  return Uint8Array.from(atob(base64.replaceAll("-", "+").replaceAll("_", "/")), sign => sign.charCodeAt(0));
}

function base64Of(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
