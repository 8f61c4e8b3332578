resource "a" "a" {
  # ruleid: template-dots
  name = "x-${var.env}-y"
  # ruleid: template-dots
  tag = "${var.env}"
  # ok: template-dots
  other = "${local.x}-y"
}
