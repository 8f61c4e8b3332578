<?php
// ruleid: else-if
if ($a) {
} elseif ($b) {
  work();
}
// ruleid: else-if
if ($a) {
} else if ($b) {
  work();
}
// ok: else-if
if ($a) {
  work();
}
