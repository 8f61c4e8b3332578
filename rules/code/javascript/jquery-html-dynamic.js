function show(user, total) {
  // ruleid: javascript.jquery-html-dynamic
  $('#user').html('<b>' + user.name + '</b>');
  // ruleid: javascript.jquery-html-dynamic
  $('#list').append(`<li>${user.name}</li>`);
  // ruleid: javascript.jquery-html-dynamic
  jQuery(this).html('<i>' + user.mail + '</i>');
  // ok: javascript.jquery-html-dynamic
  $('#user').text('<b>' + user.name + '</b>');
  // ok: javascript.jquery-html-dynamic
  $('#user').html('<b>' + 'none' + '</b>');
  // ok: javascript.jquery-html-dynamic
  $('#list').append(`<li>${escapeHtml(user.name)}</li>`);
  // ok: javascript.jquery-html-dynamic
  $('#list').append($('<li>').text(user.name));
}
