export function add(name: string, rows: JQuery): void {
  // ruleid: javascript.jquery-html-dynamic
  $<HTMLElement>('#rows').prepend('<tr><td>' + name + '</td></tr>');
  // ok: javascript.jquery-html-dynamic
  $('#rows').prepend(rows);
}
