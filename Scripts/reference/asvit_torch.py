"""As-ViT in PyTorch as the references of asvit need it: the network, its initial distribution, a
circle's length and the neural tangent kernel. Written from docs/method.md; names are those of asvit's
weights files.
"""

import torch
import torch.nn.functional as F
from torch import nn


class Norm(nn.LayerNorm):
    """LayerNorm, or the identity while lengths are measured."""

    is_identity = False

    def forward(self, x):
        return x if self.is_identity else super().forward(x)


class Embed(nn.Module):
    def __init__(self, kernel, stride, width):
        super().__init__()
        self.pad = ((kernel - stride) // 2, (kernel - stride + 1) // 2) * 2
        self.proj = nn.Conv2d(3, width, kernel, stride)
        self.norm = Norm(width)

    def forward(self, x):
        return self.norm(self.proj(F.pad(x, self.pad)).permute(0, 2, 3, 1))


class Attention(nn.Module):
    """Attention inside windows of `window` x `window` tokens that do not overlap."""

    is_fused = False  # by PyTorch's own operation, which has no forward-mode derivative

    def __init__(self, width, heads, window):
        super().__init__()
        self.heads, self.window, self.dimension = heads, window, width // heads
        self.qkv = nn.Linear(width, 3 * heads * self.dimension)
        self.proj = nn.Linear(heads * self.dimension, width)

    def forward(self, x):
        batch, side, _, width = x.shape
        window, split = self.window, side // self.window
        x = x.reshape(batch, split, window, split, window, width).transpose(2, 3)
        x = x.reshape(batch * split * split, window * window, width)
        qkv = self.qkv(x).unflatten(-1, (3, self.heads, self.dimension))
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        if self.is_fused:
            x = F.scaled_dot_product_attention(q, k, v)
        else:
            x = ((q * self.dimension**-0.5) @ k.transpose(-2, -1)).softmax(-1) @ v
        x = self.proj(x.transpose(1, 2).flatten(2))
        x = x.reshape(batch, split, split, window, window, width).transpose(2, 3)
        return x.reshape(batch, side, side, width)


class MLP(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.fc1, self.fc2 = nn.Linear(width, hidden), nn.Linear(hidden, width)

    def forward(self, x):
        return self.fc2(F.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self, width, heads, window, expansion):
        super().__init__()
        self.norm1, self.attn = Norm(width), Attention(width, heads, window)
        self.norm2, self.mlp = Norm(width), MLP(width, expansion * width)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class Merge(nn.Module):
    def __init__(self, kernel, width, out_width):
        super().__init__()
        self.kernel, self.pad = kernel, ((kernel - 2) // 2, (kernel - 1) // 2) * 2
        self.norm = Norm(kernel * kernel * width)
        self.reduction = nn.Linear(kernel * kernel * width, out_width, bias=False)

    def forward(self, x):
        side = x.shape[1] // 2
        x = F.unfold(F.pad(x.permute(0, 3, 1, 2), self.pad), self.kernel, stride=2)
        return self.reduction(self.norm(x.transpose(1, 2))).unflatten(1, (side, side))


class Stage(nn.Module):
    def __init__(self, width, heads, window, expansion, depth, merge):
        super().__init__()
        self.blocks = nn.Sequential(
            *(Block(width, heads, window, expansion) for _ in range(depth)))
        self.merge = merge

    def forward(self, x):
        return self.merge(self.blocks(x))


class Trunk(nn.Module):
    """An As-ViT up to the features, the mean of the last tokens before the final norm."""

    def __init__(self, genotype, image_side, stride):
        super().__init__()
        *genes, last = [[int(x) for x in part.split(",")] for part in genotype.split("|")]
        heads, width = last[0], last[1] if len(last) > 1 else 32
        self.patch_embed = Embed(genes[0][0], stride, width)
        stages, grid = [], image_side // stride
        for index, (_, split, expansion, *depth) in enumerate(genes):
            merge = nn.Identity()
            if index < 3:
                merge = Merge(genes[index + 1][0], width, min(1024, 2 * width))
            stages.append(
                Stage(
                    width, heads // 2 ** (3 - index), grid // split, expansion,
                    depth[0] if depth else 1, merge))
            width, grid = min(1024, 2 * width), grid // 2
        self.stages = nn.Sequential(*stages)
        self.width = stages[-1].blocks[0].norm1.normalized_shape[0]
        self.initialise()

    def tokens(self, images):
        """`[images, tokens, width]`."""
        return self.stages(self.patch_embed(images)).flatten(1, 2)

    def forward(self, images):
        return self.tokens(images).mean(1)

    @torch.no_grad()
    def initialise(self):
        """Linear weights N(0, 0.02²), biases 0, norms 1 and 0, the convolution as PyTorch draws it."""
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.trunc_normal_(module.weight, std=0.02)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)

    def set_identity_norms(self, is_identity):
        for module in self.modules():
            if isinstance(module, Norm):
                module.is_identity = is_identity

    def set_fused_attention(self, is_fused):
        for module in self.modules():
            if isinstance(module, Attention):
                module.is_fused = is_fused


def circle_axes(image_side):
    """Two orthonormal vectors of an image's size, `[3 * image_side², 2]`."""
    return torch.linalg.qr(torch.randn(3 * image_side * image_side, 2))[0]


def circle_length(trunk, image_side, angle_count=10, axes=None, at_once=None):
    """Σ ‖dh/dθ‖ over evenly spaced angles of a random circle of radius 1, both ends included.

    `at_once` is how many points go through the network together, all unless given.
    """
    axes = circle_axes(image_side) if axes is None else axes
    angles = torch.linspace(0, 2 * torch.pi, angle_count)[:, None]
    u0, u1 = axes[:, 0], axes[:, 1]
    shape = (angle_count, 3, image_side, image_side)
    points = (angles.cos() * u0 + angles.sin() * u1).reshape(shape)
    tangents = (angles.cos() * u1 - angles.sin() * u0).reshape(shape)
    size = at_once or angle_count
    trunk.set_identity_norms(True)
    length = 0.0
    for some, their_tangents in zip(points.split(size), tangents.split(size)):
        _, velocity = torch.func.jvp(trunk, (some,), (their_tangents,))
        length += velocity.norm(dim=1).sum().item()
    trunk.set_identity_norms(False)
    return length


def tangent_kernel(trunk, images):
    """⟨∂Σf(x)/∂W, ∂Σf(y)/∂W⟩ over all weights, biases left out: `[images, images]`, in Double."""
    weights = [p for name, p in trunk.named_parameters() if "weight" in name]
    rows = []
    for image in images:
        gradients = torch.autograd.grad(trunk(image[None]).sum(), weights)
        rows.append(torch.cat([g.flatten() for g in gradients]).double())
    rows = torch.stack(rows)
    return rows @ rows.T
