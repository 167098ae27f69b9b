// @ts-check

/**
 * Answers the questions of forms that ask for a passkey: `data-passkey` says "get" (sign in, show that it is you) or
 * "create". The question stands in the page, or is fetched from `data-passkey-question`; the answer goes into the form.
 *
 * @param {Document} page
 */
export function watchPasskeys(page) {
  for (const form of page.querySelectorAll("form[data-passkey]")) {
    if (form instanceof HTMLFormElement) watchForm(form);
  }
}

/** @param {HTMLFormElement} form */
function watchForm(form) {
  if (!window.PublicKeyCredential?.parseRequestOptionsFromJSON) return void (form.hidden = form.dataset.passkey === "get");
  form.addEventListener("submit", async (event) => {
    const field = form.elements.namedItem("credential");
    if (!(field instanceof HTMLInputElement) || field.value) return;
    event.preventDefault();
    event.stopPropagation();
    refusalOf(form, true);
    try {
      field.value = JSON.stringify(await answer(form.dataset.passkey === "create", await questionOf(form)));
      form.submit();
    } catch (refusal) {
      if (!(refusal instanceof DOMException || refusal instanceof TypeError)) throw refusal;
      refusalOf(form, false);
    }
  });
}

/** @param {HTMLFormElement} form @returns {Promise<any>} */
async function questionOf(form) {
  const address = form.dataset.passkeyQuestion;
  if (!address) return JSON.parse(form.ownerDocument.getElementById("passkey-question")?.textContent ?? "{}").publicKey;
  const response = await fetch(address, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new TypeError(`The question could not be fetched: ${response.status}`);
  return (await response.json()).publicKey;
}

/** @param {boolean} isNew @param {any} question @returns {Promise<unknown>} */
async function answer(isNew, question) {
  const found = isNew
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) });
  if (!(found instanceof PublicKeyCredential)) throw new TypeError("The browser gave no passkey.");
  return found.toJSON();
}

/** Shows or hides the line that says no passkey was used. @param {HTMLFormElement} form @param {boolean} hidden */
function refusalOf(form, hidden) {
  const line = form.querySelector("[data-passkey-refusal]");
  if (line instanceof HTMLElement) line.hidden = hidden;
}
