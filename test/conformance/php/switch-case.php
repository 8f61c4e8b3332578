<?php
// ruleid: switch-case
switch ($role) {
  case 'user':
    a();
  case 'admin':
    b();
}
// ok: switch-case
switch ($role) {
  case 'user':
    a();
}
