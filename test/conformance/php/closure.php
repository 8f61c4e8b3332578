<?php
// ruleid: closure
$f = function ($a) { eval($a); };
// ok: closure
$g = function ($a) { work($a); };
