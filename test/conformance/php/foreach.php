<?php
// ruleid: foreach
foreach ($a as $b => $c) {
  work();
}
// ok: foreach
foreach ($a as $b) {
  work();
}
