import DOMPurify from 'dompurify';

const HEAD = '<h1>';

export class Card {
  constructor(private readonly root: HTMLElement) {}

  render(title: string): void {
    // ruleid: javascript.html-built-string
    this.root.outerHTML = `<div class="card">${title}</div>`;
    // ok: javascript.html-built-string
    this.root.innerHTML = DOMPurify.sanitize(`<div>${title}</div>`);
    // ok: javascript.html-built-string
    this.root.innerHTML = HEAD + 'Title' + '</h1>';
    const text: string = `<b>${title}`;
    // ok: javascript.html-built-string
    this.root.textContent = text;
  }
}
