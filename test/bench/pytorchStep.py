"""A training step of a character GPT in PyTorch, not compiled, one for each line that is read.

pytorchStep.py transformers|fused VOCABULARY LAYERS HEADS WIDTH TOKENS BATCH
  transformers: GPT2LMHeadModel with eager attention; fused: nanoGPT's model, its attention fused into one operator
"""
import sys

import torch
from torch import nn
from torch.nn import functional as F

kind = sys.argv[1]
vocabulary, layers, heads, width, tokens, batch = map(int, sys.argv[2:])
torch.set_num_threads(1)  # Two were seen to be slower at this size.
torch.manual_seed(1)


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.out = nn.Linear(width, width, bias=False)

    def forward(self, x):
        q, k, v = (y.view(batch, tokens, heads, width // heads).transpose(1, 2) for y in self.qkv(x).split(width, dim=2))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.out(y.transpose(1, 2).contiguous().view(batch, tokens, width))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.before_attention = nn.LayerNorm(width, bias=False)
        self.attention = Attention()
        self.before_mlp = nn.LayerNorm(width, bias=False)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width, bias=False), nn.GELU(), nn.Linear(4 * width, width, bias=False))

    def forward(self, x):
        x = x + self.attention(self.before_attention(x))
        return x + self.mlp(self.before_mlp(x))


class Fused(nn.Module):
    def __init__(self):
        super().__init__()
        self.tokens = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(tokens, width)
        self.blocks = nn.Sequential(*(Block() for _ in range(layers)))
        self.last = nn.LayerNorm(width, bias=False)
        self.logits = nn.Linear(width, vocabulary, bias=False)
        self.logits.weight = self.tokens.weight

    def forward(self, ids):
        x = self.tokens(ids) + self.positions(torch.arange(tokens))
        return self.logits(self.last(self.blocks(x)))


class Transformers(nn.Module):
    def __init__(self):
        super().__init__()
        from transformers import GPT2Config, GPT2LMHeadModel
        config = GPT2Config(n_layer=layers, n_head=heads, n_embd=width, n_positions=tokens, vocab_size=vocabulary,
                            resid_pdrop=0, embd_pdrop=0, attn_pdrop=0)
        self.model = GPT2LMHeadModel(config)
        self.model.set_attn_implementation("eager")

    def forward(self, ids):
        return self.model(ids).logits


model = dict(fused=Fused, transformers=Transformers)[kind]()
groups = [dict(params=[p for p in model.parameters() if p.dim() > 1], weight_decay=0.1),
          dict(params=[p for p in model.parameters() if p.dim() == 1], weight_decay=0)]
optimizer = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.99))
print("ready", flush=True)
for _ in sys.stdin:
    ids, targets = torch.randint(vocabulary, (2, batch, tokens))
    loss = F.cross_entropy(model(ids).view(-1, vocabulary), targets.view(-1))
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1)
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    print(loss.item(), flush=True)
