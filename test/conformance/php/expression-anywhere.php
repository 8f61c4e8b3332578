<?php
// ruleid: expression-anywhere
$x = md5($y);
// ruleid: expression-anywhere
if (md5($y) == $z) {
}
// ruleid: expression-anywhere
return [1, md5($y)];
