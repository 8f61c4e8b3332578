export function listen(frame: HTMLIFrameElement): void {
  window.addEventListener('message', (event: MessageEvent<string>) => {
    if (event.origin !== 'https://example.com') return;
    // ruleid: javascript.dom-xss
    frame.insertAdjacentHTML('beforeend', event.data);
    // ok: javascript.dom-xss
    frame.title = event.data;
  });
}
