import { Module } from '@nestjs/common';
import { AssetsController } from './assets.controller.js';
import { PagesController } from './pages.controller.js';

/** The public pages and what they load. Sign-in and consent pages are views here, used elsewhere. */
@Module({ controllers: [PagesController, AssetsController] })
export class PagesModule {}
