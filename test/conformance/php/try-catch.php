<?php
// ruleid: try-catch
try {
  a();
} catch (Exception $e) {
  b();
}
// ok: try-catch
try {
  a();
} catch (Other $e) {
  b();
}
