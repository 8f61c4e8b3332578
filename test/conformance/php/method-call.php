<?php
// ruleid: method-call
$db->query("a");
// ruleid: method-call
$this->db->query("a");
// ok: method-call
$db->prepare("a");
