export class Bridge {
  listen(): void {
    // ruleid: javascript.message-without-origin-check
    window.addEventListener('message', (event: MessageEvent<string>) => {
      this.take(event.data as Message);
    });
    // ok: javascript.message-without-origin-check
    window.addEventListener('message', (event: MessageEvent<string>) => {
      if (event.source === this.frame) this.take(event.data);
    });
  }
}
