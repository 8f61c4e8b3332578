<?php
// ruleid: if-condition
if ($a == $b) {
  work();
}
// ok: if-condition
if ($a === $b) {
  work();
}
