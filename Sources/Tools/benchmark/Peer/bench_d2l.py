#!/usr/bin/env python3
"""Tokens/s of the d2l.ai seq2seq chapter's configurations in plain PyTorch on the CPU.

  bench_d2l.py --fra FRA_TXT --config 2023|2021|full [--threads 2]

FRA_TXT: tab-separated English-French pairs (Tatoeba's fra-eng). Configurations:
  2023: d2l 1.0: 640 pairs, 9 steps, 2x256 GRU, embedding 256, dropout 0.2, batch 128, Adam 0.005
  2021: d2l 0.17: 600 pairs, 10 steps, 2x32 GRU, embedding 32, dropout 0.1, batch 64, Adam 0.005
  full: 2023's model over all pairs (10 steps, vocabulary of all words seen twice)
tokens/s is d2l's: non-pad target tokens (the end mark counted) of an epoch / the epoch's wall time.
"""
import argparse
import json
import os
import resource
import statistics
import sys
import time
from collections import Counter

p = argparse.ArgumentParser()
p.add_argument("--fra", required=True)
p.add_argument("--config", choices=["2023", "2021", "full"], default="2023")
p.add_argument("--threads", type=int, default=2)
p.add_argument("--epochs", type=int, default=0, help="default: the book's; full: 1")
p.add_argument("--max-batches", type=int, default=0, help="of an epoch (for full)")
p.add_argument("--repeats", type=int, default=3)
p.add_argument("--batch", type=int, default=0)
p.add_argument("--lr", type=float, default=0.005)
p.add_argument("--log")
a = p.parse_args()
os.environ["OMP_NUM_THREADS"] = str(a.threads)
import torch  # noqa: E402
import torch.nn as nn  # noqa: E402
import torch.nn.functional as F  # noqa: E402

torch.set_num_threads(a.threads)
torch.manual_seed(1)
C = {"2023": dict(n=640, steps=9, emb=256, hid=256, layers=2, drop=0.2, batch=128, epochs=30, train=512),
     "2021": dict(n=600, steps=10, emb=32, hid=32, layers=2, drop=0.1, batch=64, epochs=300, train=600),
     "full": dict(n=0, steps=10, emb=256, hid=256, layers=2, drop=0.2, batch=128, epochs=1, train=0)}[a.config]
batch, epochs = a.batch or C["batch"], a.epochs or C["epochs"]


def read():
    src, tgt = [], []
    with open(a.fra, encoding="utf-8") as f:
        for line in f:
            s, t = line.rstrip("\n").split("\t")[:2]
            for x, out in ((s, src), (t, tgt)):
                x = x.replace("\u202f", " ").replace("\xa0", " ").lower()
                x = "".join(" " + c if i and c in ",.!?" and x[i - 1] != " " else c for i, c in enumerate(x))
                out.append([w for w in x.split(" ") if w] + ["<eos>"])
            if C["n"] and len(src) == C["n"]:
                break
    return src, tgt


def vocab(sents):
    n = Counter(w for s in sents for w in s)
    v = {"<pad>": 0, "<bos>": 1, "<unk>": 2}
    for w, c in sorted(n.items()):
        if c >= 2 and w not in v:
            v[w] = len(v)
    return v


def array(sents, v):
    k = C["steps"]
    return torch.tensor([([v.get(w, 2) for w in s[:k]] + [0] * k)[:k] for s in sents])


class Net(nn.Module):
    def __init__(self, vs, vt):
        super().__init__()
        e, h, l, d = C["emb"], C["hid"], C["layers"], C["drop"]
        self.es, self.et = nn.Embedding(vs, e), nn.Embedding(vt, e)
        self.enc, self.dec = nn.GRU(e, h, l, dropout=d), nn.GRU(e + h, h, l, dropout=d)
        self.dense = nn.Linear(h, vt)

    def forward(self, x, y_in):
        out, state = self.enc(self.es(x.t()))
        y = self.et(y_in.t())
        o, _ = self.dec(torch.cat((y, out[-1].expand(y.size(0), -1, -1)), -1), state)
        return self.dense(o).swapaxes(0, 1)


src, tgt = read()
vs, vt = vocab(src), vocab(tgt)
X, Y = array(src, vs), array(tgt, vt)
if C["train"]:
    X, Y = X[:C["train"]], Y[:C["train"]]
Y_in = torch.cat((torch.full((len(Y), 1), 1), Y[:, :-1]), 1)
runs = []
for rep in range(a.repeats):
    net = Net(len(vs), len(vt)).train()
    for m in net.modules():
        if isinstance(m, nn.Linear):
            nn.init.xavier_uniform_(m.weight)
        if isinstance(m, nn.GRU):
            for n, w in m.named_parameters():
                if "weight" in n:
                    nn.init.xavier_uniform_(w)
    opt = torch.optim.Adam(net.parameters(), lr=a.lr)
    for epoch in range(epochs):
        idx = torch.randperm(len(X)).split(batch)
        if a.max_batches:
            idx = idx[:a.max_batches]
        t, ntok, total = time.perf_counter(), 0, 0.0
        for i in idx:
            opt.zero_grad()
            y = Y[i]
            logits = net(X[i], Y_in[i])
            n = int((y != 0).sum())
            loss = F.cross_entropy(logits.flatten(0, 1), y.flatten(), ignore_index=0)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1)
            opt.step()
            ntok += n
            total += loss.item() * n
        dt = time.perf_counter() - t
    runs.append((ntok / dt, dt, total / ntok))           # the last epoch, as the book prints
tps = [r[0] for r in runs]
unit = 2 ** 20 if sys.platform == "darwin" else 2 ** 10    # ru_maxrss: bytes on macOS, KiB elsewhere
out = {"peer": "torch-d2l", "torch": torch.__version__, "config": a.config, "threads": a.threads, "batch": batch,
       "lr": a.lr, "epochs": epochs, "pairs": len(X), "vocab": [len(vs), len(vt)],
       "params": sum(q.numel() for q in net.parameters()), "epoch_tokens": ntok,
       "tokens_per_s": {"min": round(min(tps), 1), "median": round(statistics.median(tps), 1), "max": round(max(tps), 1)},
       "last_epoch_s": round(statistics.median(r[1] for r in runs), 3),
       "last_loss": [round(r[2], 4) for r in runs],
       "peak_rss_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)}
print(json.dumps(out))
if a.log:
    with open(a.log, "a") as f:
        f.write(json.dumps(out) + "\n")
