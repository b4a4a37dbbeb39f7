/**
 * Every button carries what it sends: method, path, body and, where a person has a say, a question whose answer goes
 * into the body. Without a framework; the page is read again after each success.
 */
export const script = `
const message = document.querySelector('#message');
function bodyOf(button) {
  const body = JSON.parse(button.dataset.body ?? '{}');
  if (!button.dataset.ask) return body;
  const answer = prompt(button.dataset.ask, button.dataset.preset ?? '');
  if (answer === null) return undefined;
  return { ...body, [button.dataset.field]: button.dataset.kind === 'number' ? Number(answer) : answer };
}
async function act(button) {
  const body = bodyOf(button);
  if (body === undefined) return;
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(button.dataset.path, { method: button.dataset.method, headers, body: JSON.stringify(body) });
  if (response.ok) return location.reload();
  const problem = await response.json();
  message.textContent = problem.error.message;
  message.className = 'bad';
}
document.addEventListener('click', (event) => {
  const button = event.target.closest('button[data-path]');
  if (button) act(button).catch((error) => { message.textContent = String(error); message.className = 'bad'; });
});
`;
