<?php
// ruleid: any-string
include $a;
// ok: any-string
include 'a.php';
