"""The same networks and steps as a PyTorch user would write them, for compare.py.

peer_dcgan.py train STEPS BATCH [--device cuda] [--bf16] [--compile]
peer_dcgan.py draw FACES TIMES
Does the work and ends; compare.py times whole processes.
"""
import argparse
import os

import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("work", choices=["train", "draw"])
parser.add_argument("amount", type=int, help="steps, or faces at once")
parser.add_argument("size", type=int, help="batch, or times")
parser.add_argument("--device", default="cpu")
parser.add_argument("--bf16", action="store_true")
parser.add_argument("--compile", action="store_true")
parser.add_argument("--channels-last", action="store_true")
arguments = parser.parse_args()
device = torch.device(arguments.device)
torch.set_num_threads(os.cpu_count())
torch.manual_seed(0)


class Generator(nn.Module):
    def __init__(self, latent_size=60):
        super().__init__()
        self.dense = nn.Linear(latent_size, 512 * 4 * 4)
        layers = []
        for wide, narrow in ((512, 256), (256, 128), (128, 64)):
            layers += [nn.ConvTranspose2d(wide, narrow, 4, stride=2, padding=1),
                       nn.LeakyReLU(0.2), nn.BatchNorm2d(narrow, eps=0.001, momentum=0.01)]
        layers += [nn.ConvTranspose2d(64, 3, 4, stride=2, padding=1), nn.Sigmoid()]
        self.layers = nn.Sequential(*layers)

    def forward(self, z):
        return self.layers(self.dense(z).view(-1, 512, 4, 4))


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        layers = [nn.Conv2d(3, 128, 5, padding=2), nn.LeakyReLU(0.2)]
        for _ in range(4):
            layers += [nn.Conv2d(128, 128, 5, stride=2, padding=2), nn.LeakyReLU(0.2)]
        layers += [nn.Flatten(), nn.Dropout(0.4), nn.Linear(128 * 4 * 4, 1)]
        self.layers = nn.Sequential(*layers)

    def forward(self, pictures):
        return self.layers(pictures)


def train(steps, batch):
    generator, discriminator = Generator().to(device), Discriminator().to(device)
    real = torch.rand(batch, 3, 64, 64, device=device)
    if arguments.channels_last:
        generator = generator.to(memory_format=torch.channels_last)
        discriminator = discriminator.to(memory_format=torch.channels_last)
        real = real.contiguous(memory_format=torch.channels_last)
    d_adam = torch.optim.Adam(discriminator.parameters(), lr=0.0002, betas=(0.5, 0.999))
    g_adam = torch.optim.Adam(generator.parameters(), lr=0.0002, betas=(0.5, 0.999))
    loss = nn.BCEWithLogitsLoss()
    ones = torch.ones(batch, 1, device=device)
    zeros = torch.zeros(batch, 1, device=device)
    if arguments.compile:
        generator, discriminator = torch.compile(generator), torch.compile(discriminator)
    for _ in range(steps):
        with torch.autocast(device.type, torch.bfloat16, enabled=arguments.bf16):
            fake = generator(torch.randn(batch, 60, device=device))
            d_loss = loss(discriminator(real), ones) + loss(discriminator(fake.detach()), zeros)
        d_adam.zero_grad()
        d_loss.backward()
        d_adam.step()
        with torch.autocast(device.type, torch.bfloat16, enabled=arguments.bf16):
            g_loss = loss(discriminator(fake), ones)
        g_adam.zero_grad()
        g_loss.backward()
        g_adam.step()
    if steps:
        assert g_loss.isfinite().item()  # also waits for a GPU


def draw(faces, times):
    generator = Generator().eval()
    with torch.no_grad():
        z = torch.randn(faces, 60)
        for _ in range(times):
            (generator(z) * 255).round().to(torch.uint8).permute(0, 2, 3, 1).contiguous()


if arguments.work == "train":
    train(arguments.amount, arguments.size)
else:
    draw(arguments.amount, arguments.size)
