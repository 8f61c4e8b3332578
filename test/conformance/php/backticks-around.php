<?php
// ruleid: backticks-around
$out = `ls $dir -l`;
// ruleid: backticks-around
$out = `{$command}`;
// ok: backticks-around
$out = `ls -l`;
