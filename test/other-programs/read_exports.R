# Reads exports as people do in R, with what every R has; prints tables with all digits of numbers.
# Arguments: what is to be read (a function below), and the folder of the export.

show <- function(table) {
  for (name in names(table)) if (is.double(table[[name]])) table[[name]] <- sprintf("%.17g", table[[name]])
  write.table(table, sep = "\t", quote = FALSE, row.names = FALSE, na = "")
}

tidytext_beta <- function(folder) show(read.csv(file.path(folder, "beta.csv"), encoding = "UTF-8"))
tidytext_gamma <- function(folder) show(read.csv(file.path(folder, "gamma.csv"), encoding = "UTF-8"))
tidytext_counts <- function(folder) show(read.csv(file.path(folder, "counts.csv"), encoding = "UTF-8"))

# The pieces of the list that lda and topicmodels take: word numbers from 0 in the first row.
lda_c <- function(folder) {
  words <- readLines(file.path(folder, "corpus.vocab"), encoding = "UTF-8")
  lines <- strsplit(readLines(file.path(folder, "corpus.ldac")), " ")
  rows <- lapply(seq_along(lines), function(document) {
    pairs <- strsplit(lines[[document]][-1], ":")
    stopifnot(as.integer(lines[[document]][1]) == length(pairs))
    data.frame(
      document = rep(document - 1L, length(pairs)),
      word = words[as.integer(vapply(pairs, `[`, "", 1)) + 1L],
      count = as.integer(vapply(pairs, `[`, "", 2))
    )
  })
  show(do.call(rbind, rows))
}

# As dfrtopics reads a state of MALLET.
mallet_state <- function(folder) {
  show(read.table(gzfile(file.path(folder, "state.gz")),
    skip = 3, sep = " ", quote = "", comment.char = "", encoding = "UTF-8", na.strings = character(),
    col.names = c("doc", "source", "pos", "typeindex", "type", "topic")
  ))
}

arguments <- commandArgs(trailingOnly = TRUE)
get(arguments[1])(arguments[2])
