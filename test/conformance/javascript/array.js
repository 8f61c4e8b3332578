// ruleid: array
a = ['user', 'admin'];
// ok: array
b = ['user'];
