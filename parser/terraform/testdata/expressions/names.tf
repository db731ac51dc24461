resource "terraform_data" "some" { input = "some" }
resource "terraform_data" "list" { input = ["a", "b"] }
resource "terraform_data" "twice" {
  count = 2
  input = "twice-${count.index}"
}
resource "terraform_data" "each" {
  for_each = { one = 1, two = "2" }
  input    = each.value
}
variable "any" { default = "any" }
variable "object" {
  type = object({
    name  = string
    size  = optional(number, 3)
    tags  = optional(map(string), {})
    inner = optional(object({ on = optional(bool, true), list = optional(list(string)) }), {})
  })
  default = { name = 5 }
}
variable "numbers" {
  type    = list(number)
  default = ["1", 2, 3.5]
}
variable "words" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "null" { default = null }
locals {
  unknown = terraform_data.some.output
  id      = terraform_data.some.id
  map     = { b = 1, a = 2, c = "x" }
  text    = "héllo wörld 한국 🇰🇷"
  secret  = sensitive("s3cret")
  empty   = []
}
