#!/usr/bin/env python3
"""Speed and quality of a PyTorch GRU seq2seq on this machine's CPU. One JSON line per run.

  bench_torch.py --mode train  --work W --data RAW [--size small|big] [--attention] [--threads 2] [--bf16] [--compile]
  bench_torch.py --mode fit    --work W --data RAW --ckpt FILE [--attention] [--minutes 45]
  bench_torch.py --mode decode --work W --data RAW --ckpt FILE --beam 5 --batch 64
  bench_torch.py --mode gemm

RAW: the raw text (train/val/test_2016_flickr .en/.de); W: the folder that prep_bpe.py wrote to.
"""
import argparse
import json
import os
import random
import resource
import statistics
import sys
import time

p = argparse.ArgumentParser()
p.add_argument("--mode", choices=["train", "fit", "decode", "gemm"], required=True)
p.add_argument("--data")
p.add_argument("--work")
p.add_argument("--src", default="en")
p.add_argument("--tgt", default="de")
p.add_argument("--test", default="test_2016_flickr")
p.add_argument("--size", choices=["small", "big"], default="small")
p.add_argument("--vocab", type=int, help="default: 8000 small, 16000 big")
p.add_argument("--attention", action="store_true")
p.add_argument("--threads", type=int, default=2)
p.add_argument("--bf16", action="store_true", help="bf16 autocast")
p.add_argument("--compile", action="store_true", help="torch.compile")
p.add_argument("--no-pack", action="store_true", help="pad instead of packing the encoder's input")
p.add_argument("--batch", type=int, default=64)
p.add_argument("--warmup", type=int, default=20)
p.add_argument("--updates", type=int, default=100)
p.add_argument("--repeats", type=int, default=3)
p.add_argument("--dropout", type=float, default=0.0)
p.add_argument("--lr", type=float, default=1e-3)
p.add_argument("--seed", type=int, default=1)
p.add_argument("--ckpt")
p.add_argument("--epochs", type=int, default=100)
p.add_argument("--patience", type=int, default=4)
p.add_argument("--minutes", type=float, default=45.0)
p.add_argument("--beam", type=int, default=5)
p.add_argument("--alpha", type=float, default=1.0)
p.add_argument("--sentences", type=int, default=0, help="decode only the first N of the test set")
p.add_argument("--split", default="test", choices=["test", "val"])
p.add_argument("--int8", action="store_true", help="decode: torch's dynamic int8 quantisation")
p.add_argument("--log")
a = p.parse_args()

os.environ["OMP_NUM_THREADS"] = os.environ["MKL_NUM_THREADS"] = str(a.threads)
import torch  # noqa: E402  (the thread counts must be set first)

torch.set_num_threads(a.threads)
torch.set_num_interop_threads(1)
torch.manual_seed(a.seed)
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import torch_nmt as nmt  # noqa: E402


def rss_mb():
    unit = 2 ** 20 if sys.platform == "darwin" else 2 ** 10    # ru_maxrss: bytes on macOS, KiB elsewhere
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit, 1)


RSS_IMPORT = rss_mb()


def mmm(xs, nd=1):
    return {"min": round(min(xs), nd), "median": round(statistics.median(xs), nd), "max": round(max(xs), nd)}


def emit(**kw):
    kw = {"peer": "torch", "torch": torch.__version__, **kw, "peak_rss_mb": rss_mb(), "rss_after_import_mb": RSS_IMPORT}
    print(json.dumps(kw), flush=True)
    if a.log:
        with open(a.log, "a") as f:
            f.write(json.dumps(kw) + "\n")


def gemm():
    res = {}
    for dt in (torch.float32, torch.bfloat16):
        for m, n, k in ((1024, 1024, 1024), (64, 1536, 512), (1024, 8000, 512)):
            x, y = torch.randn(m, k, dtype=dt), torch.randn(n, k, dtype=dt)
            best = []
            for _ in range(5):
                reps = max(5, int(2e10 / (2 * m * n * k)))
                t = time.perf_counter()
                for _ in range(reps):
                    torch.nn.functional.linear(x, y)
                best.append(2e-9 * m * n * k * reps / (time.perf_counter() - t))
            res[f"{str(dt)[6:]} {m}x{n}x{k}"] = mmm(best)
    emit(mode="gemm", threads=a.threads, gflops=res)


if a.mode == "gemm":
    gemm()
    sys.exit(0)

import sentencepiece as spm  # noqa: E402

a.vocab = a.vocab or {"small": 8000, "big": 16000}[a.size]
sp = spm.SentencePieceProcessor(model_file=os.path.join(a.work, f"bpe{a.vocab}", "spm.model"))
cfg = dict(vocab=len(sp), **nmt.SIZES[a.size], attention=a.attention)


def raw(split, lang):
    return os.path.join(a.data, f"{split}.{lang}")


def autocast():
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=a.bf16)


def update(model, opt, batch):
    opt.zero_grad(set_to_none=True)
    with autocast():
        loss = model(*batch)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    opt.step()
    return loss


def train():
    pairs = nmt.load_pairs(sp, raw("train", a.src), raw("train", a.tgt))
    model = nmt.Seq2Seq(**cfg, dropout=a.dropout, pack=not a.no_pack).train()
    nparams = sum(q.numel() for q in model.parameters())
    opt = torch.optim.Adam(model.parameters(), lr=a.lr, fused=True)
    bs = [nmt.make_batch(b) for b in nmt.batches(pairs, a.batch, random.Random(a.seed)) if len(b) == a.batch]
    warm, rest = bs[:a.warmup], bs[a.warmup:a.warmup + a.updates]
    assert len(rest) == a.updates
    run = torch.compile(model, dynamic=True) if a.compile else model
    t = time.perf_counter()
    for b in warm:
        update(run, opt, b)
    warm_s = time.perf_counter() - t
    ntok = sum(int((b[3] != nmt.PAD).sum()) for b in rest)
    stok = sum(int(b[1].sum()) for b in rest)
    secs, losses = [], []
    for _ in range(a.repeats):                              # the same updates each time, so the same work
        t = time.perf_counter()
        for b in rest:
            loss = update(run, opt, b)
        secs.append(time.perf_counter() - t)
        losses.append(round(loss.item(), 3))
    pad_ratio = 1 - ntok / sum(b[3].numel() for b in rest)
    emit(mode="train", size=a.size, attention=a.attention, threads=a.threads, bf16=a.bf16, compile=a.compile,
         pack=not a.no_pack, params=nparams, batch=a.batch, updates=a.updates, target_tokens=ntok,
         source_tokens=stok, target_pad=round(pad_ratio, 4), seconds=[round(s, 2) for s in secs],
         target_tokens_per_s=mmm([ntok / s for s in secs]), ms_per_update=mmm([1e3 * s / a.updates for s in secs]),
         sentences_per_s=mmm([a.updates * a.batch / s for s in secs]), losses=losses, warmup_s=round(warm_s, 1))


def score(hyps, refs):
    import sacrebleu
    b = sacrebleu.BLEU()
    r = b.corpus_score(hyps, [refs])
    return {"bleu": round(r.score, 2), "bleu_lc": round(sacrebleu.BLEU(lowercase=True).corpus_score(hyps, [refs]).score, 2),
            "chrf": round(sacrebleu.CHRF().corpus_score(hyps, [refs]).score, 2),
            "sys_len": r.sys_len, "ref_len": r.ref_len, "signature": str(b.get_signature())}


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [x.rstrip("\n") for x in f]


def fit():
    train_pairs = nmt.load_pairs(sp, raw("train", a.src), raw("train", a.tgt))
    val_src, val_ref = sp.encode(lines(raw("val", a.src))), lines(raw("val", a.tgt))
    val = [nmt.make_batch(b) for b in nmt.batches(nmt.load_pairs(sp, raw("val", a.src), raw("val", a.tgt)), a.batch)]
    model = nmt.Seq2Seq(**cfg, dropout=a.dropout, pack=not a.no_pack)
    opt = torch.optim.Adam(model.parameters(), lr=a.lr, fused=True)
    sched = torch.optim.lr_scheduler.ReduceLROnPlateau(opt, factor=0.5, patience=1)
    rng = random.Random(a.seed)
    best, best_epoch, t0 = (float("inf"), 0.0), 0, time.perf_counter()
    train_s, why = 0.0, "epochs"
    for epoch in range(1, a.epochs + 1):
        model.train()
        t, ntok, total = time.perf_counter(), 0, 0.0
        for b in nmt.batches(train_pairs, a.batch, rng):
            batch = nmt.make_batch(b)
            n = int((batch[3] != nmt.PAD).sum())
            total += update(model, opt, batch).item() * n
            ntok += n
        dt = time.perf_counter() - t
        train_s += dt
        model.eval()
        with torch.no_grad():
            vs = [(model(*b).item(), int((b[3] != nmt.PAD).sum())) for b in val]
        vloss = sum(l * n for l, n in vs) / sum(n for _, n in vs)
        bleu = score(sp.decode(nmt.translate(model, val_src, 1, 64)), val_ref)["bleu"]
        sched.step(vloss)
        if vloss < best[0]:
            best, best_epoch = (vloss, bleu), epoch
            torch.save({"cfg": cfg, "model": model.state_dict(), "epoch": epoch, "val_loss": vloss,
                        "val_bleu_greedy": bleu}, a.ckpt)
        emit(mode="fit-epoch", epoch=epoch, attention=a.attention, train_loss=round(total / ntok, 4), val_loss=round(vloss, 4),
             val_bleu_greedy=bleu, target_tokens_per_s=round(ntok / dt, 1), lr=opt.param_groups[0]["lr"],
             wall_s=round(time.perf_counter() - t0, 1))
        if epoch - best_epoch >= a.patience:
            why = "early stop"
            break
        if time.perf_counter() - t0 > 60 * a.minutes:
            why = "time"
            break
    wall = time.perf_counter() - t0
    st = torch.load(a.ckpt)
    model.load_state_dict(st["model"])
    model.eval()
    res = {}
    for k in (1, 5):
        hyp = sp.decode(nmt.translate(model, sp.encode(lines(raw(a.test, a.src))), k, 64, a.alpha))
        res[f"beam{k}"] = score(hyp, lines(raw(a.test, a.tgt)))
        with open(f"{a.ckpt}.{a.test}.beam{k}.{a.tgt}", "w", encoding="utf-8") as f:
            f.writelines(h + "\n" for h in hyp)
    emit(mode="fit", size=a.size, attention=a.attention, threads=a.threads, bf16=a.bf16, dropout=a.dropout, lr=a.lr,
         batch=a.batch, params=sum(q.numel() for q in model.parameters()), epochs=epoch, best_epoch=best_epoch,
         stopped_by=why, val_loss=round(best[0], 4), val_bleu_greedy=best[1], train_s=round(train_s, 1),
         wall_s=round(wall, 1), test=res)


def decode():
    st = torch.load(a.ckpt)
    model = nmt.Seq2Seq(**st["cfg"], pack=not a.no_pack)
    model.load_state_dict(st["model"])
    model.eval()
    if a.int8:
        import torch.ao.quantization as q
        model = q.quantize_dynamic(model, {torch.nn.GRU, torch.nn.GRUCell, torch.nn.Linear}, dtype=torch.qint8)
    split = {"test": a.test, "val": "val"}[a.split]
    src, ref = lines(raw(split, a.src)), lines(raw(split, a.tgt))
    if a.sentences:
        src, ref = src[:a.sentences], ref[:a.sentences]
    ids = sp.encode(src)
    with autocast():
        nmt.translate(model, ids[:64], a.beam, a.batch, a.alpha)
        secs = []
        for _ in range(a.repeats):
            t = time.perf_counter()
            hyp = nmt.translate(model, ids, a.beam, a.batch, a.alpha)
            secs.append(time.perf_counter() - t)
    ntok = sum(len(h) + 1 for h in hyp)
    emit(mode="decode", attention=st["cfg"]["attention"], threads=a.threads, bf16=a.bf16, int8=a.int8, beam=a.beam, batch=a.batch,
         alpha=a.alpha, sentences=len(ids), target_tokens=ntok, seconds=[round(s, 2) for s in secs],
         sentences_per_s=mmm([len(ids) / s for s in secs]), target_tokens_per_s=mmm([ntok / s for s in secs]),
         score=score(sp.decode(hyp), ref))


{"train": train, "fit": fit, "decode": decode}[a.mode]()
