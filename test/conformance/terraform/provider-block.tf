# ruleid: provider-block
provider "aws" {
  region     = "x"
  secret_key = "abc"
}
# ok: provider-block
provider "aws" {
  region = "x"
}
