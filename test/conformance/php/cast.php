<?php
// ruleid: cast
$a = (int) $b;
// ok: cast
$a = (string) $b;
