"""Reads exports with the Python programs that own their formats; prints what they say as JSON.

Arguments: what is to be read (a function below), and the folder of the export.
"""

import gzip
import json
import sys
from csv import reader
from os.path import join
from xml.etree import ElementTree


def pandas_tables(folder, ending):
    import pandas

    def read(name):
        path = join(folder, f"{name}.{ending}")
        if ending == "jsonl":
            # Its default reading of numbers is not exact.
            return pandas.read_json(path, lines=True, dtype=False, precise_float=True)
        if ending == "parquet":
            import duckdb

            return duckdb.sql(f"SELECT * FROM '{path}'").df()
        separator = "," if ending == "csv" else "\t"
        return pandas.read_csv(path, sep=separator, float_precision="round_trip", dtype={"name": str})

    names = ["documents", "topics", "topic-words", "document-topics", "document-topics-long", "tokens"]
    tables = {name: read(name) for name in names}
    return {
        name: table.astype(object).where(table.notna(), None).to_dict("records")
        for name, table in tables.items()
    }


def csv(folder):
    return pandas_tables(folder, "csv")


def tsv(folder):
    return pandas_tables(folder, "tsv")


def jsonl(folder):
    return pandas_tables(folder, "jsonl")


def parquet(folder):
    return pandas_tables(folder, "parquet")


def bags(corpus, words):
    return [{words[word]: int(count) for word, count in document} for document in corpus]


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file]


def gensim(folder):
    from gensim.corpora import Dictionary, MmCorpus

    dictionary = Dictionary.load_from_text(join(folder, "corpus.dict.txt"))
    return {
        "bags": bags(MmCorpus(join(folder, "corpus.mm")), dictionary),
        "documents": dictionary.num_docs,
        "frequencies": {dictionary[word]: number for word, number in dictionary.dfs.items()},
    }


def uci(folder):
    from gensim.corpora import UciCorpus

    corpus = UciCorpus(join(folder, "docword.txt"), join(folder, "vocab.txt"))
    words = {number: word.decode() for number, word in corpus.id2word.items()}
    return {"bags": bags(corpus, words)}


def lda_c(folder):
    from gensim.corpora import BleiCorpus

    corpus = BleiCorpus(join(folder, "corpus.ldac"), join(folder, "corpus.vocab"))
    return {"bags": bags(corpus, corpus.id2word)}


def svmlight(folder):
    from gensim.corpora import SvmLightCorpus

    words = lines(join(folder, "corpus.vocab"))
    return {"bags": bags(SvmLightCorpus(join(folder, "corpus.svmlight")), words)}


def mallet(folder):
    from gensim.corpora import MalletCorpus

    corpus = MalletCorpus(join(folder, "corpus.txt"))
    return {"bags": bags(corpus, corpus.id2word)}


def matrix_market(folder):
    from scipy.io import mmread

    matrix = mmread(join(folder, "corpus.mtx")).tocsr()
    words = lines(join(folder, "corpus.vocab"))
    rows = [zip(row.indices, row.data) for row in matrix]
    return {"bags": bags(rows, words), "names": lines(join(folder, "corpus.docnames"))}


def mallet_model(folder):
    import pandas

    # As the notebooks that come with MALLET's files read them.
    with gzip.open(join(folder, "state.gz"), "rt", encoding="utf-8") as file:
        next(file)
        alpha = [float(number) for number in next(file).split()[2:]]
        beta = float(next(file).split()[2])
    state = pandas.read_csv(
        join(folder, "state.gz"), sep=" ", skiprows=[1, 2], quoting=3, keep_default_na=False
    )
    shares = pandas.read_csv(
        join(folder, "doc-topics.txt"), sep="\t", header=None, quoting=3, float_precision="round_trip"
    )
    diagnostics = ElementTree.parse(join(folder, "diagnostics.xml")).getroot()
    return {
        "alpha": alpha,
        "beta": beta,
        "tokens": state[["#doc", "pos", "type", "topic"]].values.tolist(),
        "shares": shares.iloc[:, 2:].values.tolist(),
        "words": [[word.text for word in topic.iter("word")] for topic in diagnostics.iter("topic")],
        "counts": [float(topic.get("tokens")) for topic in diagnostics.iter("topic")],
    }


def dfr_browser(folder):
    from scipy.sparse import csc_matrix

    with open(join(folder, "dt.json"), encoding="utf-8") as file:
        stored = json.load(file)
    with open(join(folder, "tw.json"), encoding="utf-8") as file:
        words = json.load(file)
    with open(join(folder, "meta.csv"), encoding="utf-8", newline="") as file:
        shape = (sum(1 for _ in reader(file)), len(stored["p"]) - 1)
    matrix = csc_matrix((stored["x"], stored["i"], stored["p"]), shape=shape)
    return {"counts": matrix.toarray().tolist(), **words}


def ldavis(folder):
    import pandas

    with open(join(folder, "ldavis.json"), encoding="utf-8") as file:
        data = json.load(file)
    terms = pandas.DataFrame(data["tinfo"])
    own = terms[terms.Category != "Default"]
    return {
        "order": data["topic.order"],
        "shares": data["mdsDat"]["Freq"],
        "counts": own[["Category", "Term", "Freq"]].values.tolist(),
    }


what, place = sys.argv[1:]
print(json.dumps(globals()[what](place)))
