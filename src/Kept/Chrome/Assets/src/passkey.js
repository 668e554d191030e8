// Passkeys, where the browser knows them and the page stands at the place they are good for. A form with data-passkey
// asks our side for a question, has the browser's authenticator answer it, and sends the answer as a form does.
const known = typeof PublicKeyCredential === 'function'
  && typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function'
  && typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function';

function isAt(domain) {
  return location.hostname === domain || location.hostname.endsWith(`.${domain}`);
}

async function answer(form) {
  const response = await fetch(form.dataset.options, {
    method: 'POST',
    body: new URLSearchParams({ __RequestVerificationToken: form.elements.__RequestVerificationToken.value }),
  });
  if (!response.ok) {
    throw new Error(`No question: ${response.status}`);
  }
  const question = await response.json();
  const credential = form.dataset.passkey === 'create'
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(question) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(question) });
  return JSON.stringify(credential);
}

function improve(form) {
  const problem = form.querySelector('[data-passkey-problem]');
  const button = form.querySelector('button');
  form.addEventListener('submit', async event => {
    event.preventDefault();
    problem.hidden = true;
    button.disabled = true;
    try {
      form.elements.Passkey.value = await answer(form);
      form.submit();
    } catch {
      problem.hidden = false;
      button.disabled = false;
    }
  });
  form.hidden = false;
  document.querySelectorAll('[data-without-passkey]').forEach(hint => { hint.hidden = true; });
}

if (known) {
  document.querySelectorAll('form[data-passkey]').forEach(form => {
    if (isAt(form.dataset.domain)) {
      improve(form);
    }
  });
}
