<?php
$key = "secret";
// ruleid: constant-value
foo($key);
// ok: constant-value
foo($other);
