<?php
// ruleid: include
include $file;
// ruleid: include
require_once($file);
// ok: include
require 'a.php';
