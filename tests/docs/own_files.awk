# Writes the blocks of a page that say where they go (```yaml in mine/study.yaml) below the folder PLACE.
/^```/ && file { close(file); file = ""; next }
/^```[a-z]+ in / {
  file = PLACE "/" $3
  folder = file
  sub(/\/[^\/]*$/, "", folder)
  system("mkdir -p '" folder "'")
  printf "" > file
  next
}
file { print > file }
