<?php // ruleid: echo-tag ?>
<p><?= $a ?></p>
<?php
// ruleid: echo-tag
echo $b;
// ok: echo-tag
foo($b);
