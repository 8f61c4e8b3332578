<?php
// ruleid: if-colon
if ($a):
  work();
endif;
// ruleid: if-colon
if ($a) work();
// ok: if-colon
if ($a) {
  other();
}
